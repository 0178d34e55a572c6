import { rowsOf, type Facts, type Position, type ServiceFacts } from '../facts/facts.ts';
import { stateTable } from '../facts/state-tables.ts';
import type { Violation } from './violation.ts';

/** I4: logs have no gap, and every consumer has applied each of their facts, and the last version of each state, once. */
export function positionsEqualLogs({ services }: Facts): Violation[] {
  return [
    ...services.flatMap(gaps),
    ...services.flatMap((consumer) => factsBehind(consumer, services)),
    ...services.flatMap((consumer) => statesBehind(consumer, services)),
    ...services.flatMap(skippedOrDoubled),
    ...services.flatMap(notAtRest),
  ];
}

function gaps({ name, log }: ServiceFacts): Violation[] {
  return log
    .filter(({ count, last }) => count !== last)
    .map(({ aggregate, id, count, last }) =>
      violation(`${name}: the log of ${aggregate} ${id} has ${count} facts up to ${last}`, id),
    );
}

function factsBehind(consumer: ServiceFacts, services: ServiceFacts[]): Violation[] {
  const positions = byKey(consumer.positions);
  return consumer.consumes.facts.flatMap((aggregate) =>
    ownerOf(aggregate, services)
      .log.filter((head) => head.aggregate === aggregate)
      .flatMap(({ id, last }) => behind(consumer.name, positions.get(`fact ${aggregate} ${id}`), aggregate, id, last)),
  );
}

function statesBehind(consumer: ServiceFacts, services: ServiceFacts[]): Violation[] {
  const positions = byKey(consumer.positions);
  return consumer.consumes.states.flatMap((entity) => {
    const rows = rowsOf(ownerOf(entity, services), stateTable(entity));
    return [...rows].flatMap(([id, version]) =>
      behind(consumer.name, positions.get(`state ${entity} ${id}`), entity, id, version),
    );
  });
}

function behind(
  service: string,
  position: Position | undefined,
  aggregate: string,
  id: string,
  last: number,
): Violation[] {
  if (position?.sequence === last && !position.held) return [];
  const stands = position ? `${position.sequence}${position.held ? `, held by ${position.held}` : ''}` : 'nowhere';
  return [violation(`${service} stands at ${stands} of ${last} with ${aggregate} ${id}`, id)];
}

/** A log begins with 1 and has no gap: who stands at the third fact has applied three, or it has skipped or doubled one. */
function skippedOrDoubled({ name, positions }: ServiceFacts): Violation[] {
  return positions
    .filter(({ kind, sequence, applied }) => kind === 'fact' && applied !== sequence)
    .map(({ aggregate, id, sequence, applied }) =>
      violation(`${name} has applied ${applied} facts up to ${sequence} of ${aggregate} ${id}`, id),
    );
}

function notAtRest({ name, waiting }: ServiceFacts): Violation[] {
  return Object.entries(waiting)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => violation(`${name} has ${count} in ${what}`));
}

function ownerOf(aggregate: string, services: ServiceFacts[]): ServiceFacts {
  const owner = services.find(({ name }) => aggregate.startsWith(`${name}.`));
  if (!owner) throw new Error(`Nobody owns ${aggregate}`);
  return owner;
}

function byKey(positions: Position[]): Map<string, Position> {
  return new Map(positions.map((position) => [`${position.kind} ${position.aggregate} ${position.id}`, position]));
}

function violation(what: string, ...about: string[]): Violation {
  return { invariant: 'I4 positions-equal-logs', what, about };
}
