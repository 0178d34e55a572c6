import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { kill, testRun, TestProcess, waitFor } from '@app/testing';
import { startPostgres, type Postgres } from '../../../../deploy/local/postgres.js';
import { freePort } from '../../../../deploy/local/processes.js';
import { LibraryWorld } from './library.world.js';
import { Readers } from './readers.js';

const rounds = testRun().isFull ? 20 : 2;

let postgres: Postgres;
let world: LibraryWorld;
let library: TestProcess<{ url: string }>;

beforeAll(async () => {
  const dataDir = join(testRun().directory, `postgres-${randomBytes(5).toString('hex')}`);
  postgres = await startPostgres({ dataDir, port: await freePort(), password: 'postgres' });
  world = await LibraryWorld.create(postgres.adminUrl);
  const entry = join(import.meta.dirname, 'library.main.ts');
  library = await TestProcess.start({ entry, env: world.environment() });
}, 60_000);

afterAll(async () => {
  await library?.kill();
  await world?.stop();
  await postgres?.stop();
});

describe('PostgreSQL that is killed under load', () => {
  it(
    `costs no command and doubles none in ${rounds} rounds, and the service lives on`,
    async () => {
      const load = new Readers(library.ready.url, await world.coordinator(), world.organizationId);

      for (let round = 1; round <= rounds; round++) {
        const before = load.added.length;
        await waitFor(() => load.added.length >= before + 10, { timeoutMs: 20_000 });
        await kill(postgres.pid);
        postgres = await restarted();
      }
      await load.stop();

      const books = await world.query<{ title: string }>('SELECT title FROM books');
      expect(books.map(({ title }) => title).sort()).toEqual(load.added.sort());
      expect(load.refused).toBeGreaterThan(0);
      expect(library.isAlive).toBe(true);
    },
    30_000 + rounds * 15_000,
  );
});

/** The processes that the dead one leaves behind hold its memory for a moment. */
async function restarted(): Promise<Postgres> {
  const { dataDir, port } = postgres;
  return waitFor(() => startPostgres({ dataDir, port, password: 'postgres' }), { timeoutMs: 20_000, intervalMs: 100 });
}
