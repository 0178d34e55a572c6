import { contracts, type Contract } from '@app/contracts';
import { createService, serviceDataSource, type ServiceOptions } from '@app/service-kit';
import {
  manifestOf,
  sampleOf,
  samplesOf,
  TempBroker,
  TempDatabase,
  testEnv,
  TestIdentity,
  waitFor,
} from '@app/testing';
import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { v7 as uuidv7 } from 'uuid';
import { assessmentService } from '../../apps/assessment/src/assessment.service-options.js';
import { certificationService } from '../../apps/certification/src/certification.service-options.js';
import { directoryService } from '../../apps/directory/src/directory.service-options.js';
import { enrollmentService } from '../../apps/enrollment/src/enrollment.service-options.js';
import { identityService } from '../../apps/identity/src/identity.service-options.js';
import { programsService } from '../../apps/programs/src/programs.service-options.js';

/** The frozen samples of every contract are what any release so far may have published. */
const consumers = [
  assessmentService,
  certificationService,
  directoryService,
  enrollmentService,
  identityService,
  programsService,
];

/** Ids that are called by what an entity does. */
const roles = new Map([['organizer', 'organization']]);

const mentioned = idsByName(contracts.flatMap((contract) => samplesOf<Contract>(contract)));

describe('an event of an older release', () => {
  it.each(consumers)('is accepted by $name, whatever frozen sample it is', async (options) => {
    const { apply, outcome, stop } = await start(options);
    try {
      const { states, facts } = consumedBy(options.name);
      // First what the facts refer to, or they would only show that they wait for it.
      await apply(states.flatMap(samplesWithSubjects));
      await apply(inSequence(facts.flatMap(samplesWithSubjects)));

      expect(await outcome()).toEqual({ given_up: [], waiting: [] });
    } finally {
      await stop();
    }
  });
});

type Event = ReturnType<typeof sampleOf<Contract>>;

function consumedBy(service: string): { states: Contract[]; facts: Contract[] } {
  const names = manifestOf(service).consumes.map((name) => name.replace('state:', ''));
  const consumed = contracts.filter(({ name }) => names.includes(name));
  expect(consumed).toHaveLength(names.length);
  return {
    states: consumed.filter(({ kind }) => kind === 'state'),
    facts: consumed.filter(({ kind }) => kind === 'fact'),
  };
}

/** Each sample, and so many of them that there is one about every id that any contract mentions. */
function samplesWithSubjects(contract: Contract): Event[] {
  const samples = samplesOf(contract);
  const ids = [...(mentioned.get(contract.aggregate.split('.')[1]!) ?? [])];
  return Array.from({ length: Math.max(samples.length, ids.length) }, (_, place) => ({
    ...sampleOf(contract, {}, { subject: ids[place] ?? uuidv7() }),
    // As it is: what an older release did not know is not there.
    data: samples[place % samples.length]!,
  }));
}

/** Facts of one aggregate count up. */
function inSequence(facts: Event[]): Event[] {
  const last = new Map<string, number>();
  return facts.map((fact) => {
    const key = `${aggregateOf(fact)} ${fact.subject}`;
    last.set(key, (last.get(key) ?? 0) + 1);
    return { ...fact, sequence: last.get(key)! };
  });
}

function aggregateOf({ type }: Event): string {
  return type.split('.').slice(1, 3).join('.');
}

/** `cohortId`, `cohortIds` and `nextCohortId` are ids of a cohort. */
function idsByName(value: unknown, found = new Map<string, Set<string>>()): Map<string, Set<string>> {
  if (value === null || typeof value !== 'object') return found;
  for (const [key, part] of Object.entries(value)) {
    const name = /([A-Z]?[a-z]+)Ids?$/.exec(key)?.[1]?.toLowerCase() ?? '';
    const entity = roles.get(name) ?? name;
    const ids = entity ? [part].flat().filter((id) => typeof id === 'string') : [];
    if (entity) found.set(entity, new Set([...(found.get(entity) ?? []), ...ids]));
    idsByName(part, found);
  }
  return found;
}

async function start(options: ServiceOptions) {
  const [database, broker, identity] = await Promise.all([
    TempDatabase.create(serviceDataSource(options)),
    TempBroker.create([manifestOf(options.name)]),
    TestIdentity.start(),
  ]);
  const app = await createService(options, testEnv({ service: options.name, database, broker, identity }));
  const admin = await broker.connectAs('admin');
  const { dataSource } = database;
  return {
    apply: (events: Event[]) => bring(jetstream(admin), events, dataSource.query.bind(dataSource)),
    outcome: async () => ({
      given_up: await dataSource.query('SELECT type, reason FROM dead_letters'),
      waiting: await dataSource.query('SELECT aggregate, waits_entity, waits_id FROM parked'),
    }),
    stop: async () => {
      await admin.close();
      await app.close();
      await Promise.all([database.drop(), broker.stop(), identity.stop()]);
    },
  };
}

/** Publishes them and waits until they are handled; what is not is told by the outcome. */
async function bring(
  js: JetStreamClient,
  events: Event[],
  query: (sql: string, values: unknown[]) => Promise<unknown[]>,
) {
  for (const event of events) {
    const prefix = event.type.split('.').length === 4 ? 'state' : 'evt';
    await js.publish(event.type.replace('tulga', prefix), JSON.stringify(event));
  }
  const unhandled = `SELECT 1 FROM unnest($1::text[], $2::text[], $3::int[]) AS given (aggregate, id, sequence)
    WHERE NOT EXISTS (SELECT 1 FROM positions WHERE positions.aggregate = given.aggregate
      AND aggregate_id = given.id AND positions.sequence >= given.sequence)`;
  const values = [
    events.map(aggregateOf),
    events.map(({ subject }) => subject),
    events.map(({ sequence }) => sequence),
  ];
  await waitFor(async () => (await query(unhandled, values)).length === 0).catch(() => {});
}
