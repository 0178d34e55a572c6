import type { Facts, Position, ServiceFacts } from '../facts/facts.ts';
import type { Violation } from './violation.ts';

/** Where the rows are whose versions a state has. */
const STATE_TABLES: Record<string, string> = {
  'directory.organization': 'organizations',
  'directory.person': 'people',
  'directory.appointment': 'appointments',
  'directory.grant': 'grants',
  'programs.cohort': 'cohorts',
  'programs.module': 'modules',
  'programs.session': 'sessions',
};

/** I4: logs have no gap, and every consumer has applied each of their facts, and the last version of each state, once. */
export function positionsEqualLogs({ services }: Facts): Violation[] {
  return [
    ...services.flatMap(gaps),
    ...services.flatMap((consumer) => factsBehind(consumer, services)),
    ...services.flatMap((consumer) => statesBehind(consumer, services)),
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
    const rows = ownerOf(entity, services).rows.get(STATE_TABLES[entity]) ?? new Map<string, number>();
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
