import { join } from 'node:path';
import { SmallDisk, TestProcess } from '@app/testing';
import { startPostgres, type Postgres } from '../../../../deploy/local/postgres.js';
import { freePort } from '../../../../deploy/local/processes.js';
import { LibraryWorld } from './library.world.js';

let disk: SmallDisk;
let postgres: Postgres;
let world: LibraryWorld;
let library: TestProcess<{ url: string }>;
let headers: Record<string, string>;

beforeAll(async () => {
  disk = SmallDisk.create(192);
  postgres = await startPostgres({ dataDir: join(disk.path, 'data'), port: await freePort(), password: 'postgres' });
  world = await LibraryWorld.create(postgres.adminUrl);
  library = await TestProcess.start({ entry: join(import.meta.dirname, 'library.main.ts'), env: world.environment() });
  headers = await world.coordinator();
}, 60_000);

afterAll(async () => {
  await library?.kill();
  await world?.stop();
  await postgres?.stop();
  disk?.remove();
});

SmallDisk.describe('a PostgreSQL whose disk is full', () => {
  it('lets commands fail as a whole, and do again once there is room', async () => {
    disk.fill();
    const added: string[] = [];
    const failed = await untilOneFails(added);
    disk.free();

    expect(failed.status).toBeGreaterThanOrEqual(500);
    expect((await add(failed.title)).status).toBe(201);
    expect(library.isAlive).toBe(true);
    const books = await world.query<{ title: string }>('SELECT title FROM books');
    expect(books.map(({ title }) => title).sort()).toEqual([...added, failed.title].sort());
  }, 60_000);
});

/** What is there of a table's last page is used up first. */
async function untilOneFails(added: string[]): Promise<{ title: string; status: number }> {
  for (let count = 0; count < 2000; count++) {
    const outcome = await add(`book ${count}`);
    if (outcome.status !== 201) return outcome;
    added.push(outcome.title);
  }
  throw new Error('The disk was never full');
}

async function add(title: string): Promise<{ title: string; status: number }> {
  const body = JSON.stringify({ organizationId: world.organizationId, title });
  const request = { method: 'POST', headers: { ...headers, 'idempotency-key': title.replace(' ', '-') }, body };
  const response = await fetch(new URL('/v1/books', library.ready.url), request);
  await response.body?.cancel();
  return { title, status: response.status };
}
