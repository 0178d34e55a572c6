import { aWorld } from '../invariants/a-world.ts';
import { positionsEqualLogs } from '../invariants/delivery.ts';
import { MADE_BY } from '../invariants/writes.ts';
import { collectReplicas, withoutPair } from './collect-replicas.ts';
import { collectServices } from './collect-services.ts';
import { rowsOf, type ServiceFacts } from './facts.ts';
import { OWN_COLUMNS, PAIRS } from './replica-pairs.ts';
import { ServiceDatabases } from './service-databases.ts';
import { stateTable } from './state-tables.ts';

let databases: ServiceDatabases;

beforeAll(async () => {
  databases = await ServiceDatabases.create();
});

afterAll(() => databases?.drop());

describe('What is collected', () => {
  it('has every table that a check speaks of', async () => {
    const services = await collectServices(databases);
    const find = (name: string): ServiceFacts => services.find((one) => one.name === name)!;

    for (const { service, table } of MADE_BY) expect(rowsOf(find(service), table).size).toBe(0);
    for (const entity of services.flatMap(({ consumes }) => consumes.states))
      expect(rowsOf(find(entity.split('.')[0]!), stateTable(entity)).size).toBe(0);
  });

  it.each([1, 3])('shows when a consumer has applied %i facts up to the second', async (applied) => {
    const said = `assessment has applied ${applied} facts up to 2 of enrollment.participant participant-1`;

    expect(await toldAbout(applied)).toEqual([said]);
  });

  it('shows nothing when it has applied each once', async () => {
    expect(await toldAbout(2)).toEqual([]);
  });
});

/** What is said of a world in which assessment stands at the second fact of a participant. */
async function toldAbout(applied: number): Promise<string[]> {
  await databases.query('assessment', 'TRUNCATE positions');
  await databases.query(
    'assessment',
    `INSERT INTO positions (kind, aggregate, aggregate_id, epoch, sequence, applied)
     VALUES ('fact', 'enrollment.participant', 'participant-1', 1, 2, ${applied}),
       ('state', 'programs.cohort', 'cohort-1', 1, 4, 2)`,
  );
  const assessment = (await collectServices(databases)).find(({ name }) => name === 'assessment')!;
  const world = aWorld();
  world.services = world.services.map((one) => (one.name === 'assessment' ? assessment : one));
  return positionsEqualLogs(world).map(({ what }) => what);
}

describe('The comparison of replicas', () => {
  it('has every column of every replica', async () => {
    await expect(collectReplicas(databases)).resolves.toHaveLength(PAIRS.length);
    const uncompared: string[] = [];
    for (const { replica, columns } of PAIRS) {
      const table = `${replica.service}.${replica.from}`;
      const known = [replica.id, ...Object.keys(columns), ...(OWN_COLUMNS[table] ?? [])];
      const found = await columnsOf(replica.service, replica.from);
      uncompared.push(...found.filter((name) => !known.includes(name)).map((name) => `${table}.${name}`));
    }

    expect(uncompared).toEqual([]);
  });

  it('is missed where a service keeps a state and no pair says so', () => {
    expect(withoutPair(PAIRS)).toEqual([]);
    expect(withoutPair(PAIRS.filter(({ name }) => name !== 'programs.modules in enrollment'))).toEqual([
      'programs.modules in enrollment',
    ]);
  });
});

async function columnsOf(service: string, table: string): Promise<string[]> {
  const sql = `SELECT column_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = '${table}'`;
  return (await databases.query<{ name: string }>(service, sql)).map(({ name }) => name);
}
