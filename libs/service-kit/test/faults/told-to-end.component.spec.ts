import { join } from 'node:path';
import { testRun, TestProcess, waitFor } from '@app/testing';
import pg from 'pg';
import { LibraryWorld } from './library.world.js';

let world: LibraryWorld;
let library: TestProcess<{ url: string }>;
let headers: Record<string, string>;

beforeAll(async () => {
  world = await LibraryWorld.create(testRun().postgresUrl);
  library = await TestProcess.start({ entry: join(import.meta.dirname, 'library.main.ts'), env: world.environment() });
  headers = await world.coordinator();
}, 60_000);

afterAll(async () => {
  await library?.kill();
  await world?.stop();
});

describe('a service that is told to end in the middle of a command', () => {
  it('finishes and answers it, takes no new one, and ends well', async () => {
    const obstacle = new pg.Client({ connectionString: world.adminUrl });
    await obstacle.connect();
    await obstacle.query('BEGIN; LOCK TABLE books IN EXCLUSIVE MODE');
    const running = add('Abai');
    await waitFor(async () => (await waiting()) === 1, { timeoutMs: 10_000 });

    process.kill(library.pid, 'SIGTERM');
    await waitFor(() => isRefused());
    await obstacle.query('COMMIT');
    await obstacle.end();

    expect(await running).toBe(201);
    expect(await library.exited).toEqual({ code: 0, signal: null });
    expect(await world.query('SELECT title FROM books')).toEqual([{ title: 'Abai' }]);
  });
});

async function add(title: string): Promise<number> {
  const body = JSON.stringify({ organizationId: world.organizationId, title });
  const response = await fetch(new URL('/v1/books', library.ready.url), { method: 'POST', headers, body });
  await response.body?.cancel();
  return response.status;
}

async function isRefused(): Promise<boolean> {
  const answer = await fetch(new URL('/health/live', library.ready.url)).catch(() => undefined);
  await answer?.body?.cancel();
  return answer === undefined;
}

async function waiting(): Promise<number> {
  const [row] = await world.query<{ count: number }>(`
    SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
  return row!.count;
}
