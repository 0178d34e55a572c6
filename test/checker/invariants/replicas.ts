import type { Facts, ReplicaFacts } from '../facts/facts.ts';
import type { Violation } from './violation.ts';

/** I5: what others keep of an owner's rows is what the owner has: no row less, none more, none different. */
export function replicasEqualOwners({ replicas }: Facts): Violation[] {
  return replicas.flatMap(differences);
}

function differences({ name, owner, replica }: ReplicaFacts): Violation[] {
  const found = new Set([...owner.keys(), ...replica.keys()]);
  return [...found]
    .filter((id) => owner.get(id) !== replica.get(id))
    .map((id) => ({
      invariant: 'I5 replicas-equal-owners',
      what: `${name}: ${id} is ${replica.get(id) ?? 'missing'}, the owner has ${owner.get(id) ?? 'nothing'}`,
      about: id.split(' '),
    }));
}
