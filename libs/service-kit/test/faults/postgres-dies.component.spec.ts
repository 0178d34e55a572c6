import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { kill, testRun, TestProcess, waitFor } from '@app/testing';
import { startPostgres, type Postgres } from '../../../../deploy/local/postgres.js';
import { freePort } from '../../../../deploy/local/processes.js';
import { LibraryWorld } from './library.world.js';

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

/** People who add books, and send each command again with its key until it is answered with success. */
class Readers {
  readonly added: string[] = [];
  refused = 0;
  private stopped = false;
  private readonly ending: Promise<unknown>;

  constructor(
    private readonly url: string,
    private readonly headers: Record<string, string>,
    private readonly organizationId: string,
  ) {
    this.ending = Promise.all(Array.from({ length: 6 }, () => this.addForever()));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.ending;
  }

  private async addForever(): Promise<void> {
    while (!this.stopped) {
      const title = randomUUID().slice(0, 18);
      while (!(await this.add(title))) {
        this.refused += 1;
        await sleep(50);
      }
      this.added.push(title);
      await sleep(20);
    }
  }

  private async add(title: string): Promise<boolean> {
    const response = await fetch(new URL('/v1/books', this.url), {
      method: 'POST',
      headers: { ...this.headers, 'idempotency-key': title },
      body: JSON.stringify({ organizationId: this.organizationId, title }),
    });
    await response.body?.cancel();
    return response.status === 201;
  }
}
