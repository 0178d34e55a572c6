import { TempDatabase, waitFor } from '@app/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { messagingMigrations } from '../index.js';
import type { MessagingOptions } from '../ports.js';
import { RelayLock } from './relay-lock.js';

const SILENT_MS = 600;
const LOCK = [0x7475, 0x6c67];

let database: TempDatabase;
let lock: RelayLock;

beforeAll(async () => {
  database = await TempDatabase.create({ service: 'shop', migrations: messagingMigrations });
});

beforeEach(() => {
  lock = lockOf(database.dataSource);
});

afterEach(() => lock?.release());

afterAll(() => database?.drop());

describe('the lock of a relay', () => {
  it('stays with a holder that asks nothing for long, as long as its process lives', async () => {
    const other = lockOf(database.dataSource);
    await lock.acquire();

    const until = performance.now() + 3 * SILENT_MS;
    while (performance.now() < until) {
      expect(await other.acquire()).toBeUndefined();
      await sleep(50);
    }

    expect(lock.isHeld).toBe(true);
    await other.release();
  });

  it('is taken over from a holder to which the database cannot send its answer', async () => {
    const holder = new pg.Client({ connectionString: database.url });
    holder.on('error', () => {});
    await holder.connect();
    await holder.query('SELECT pg_advisory_lock($1, $2)', LOCK);
    // As when its machine is gone: what is sent to it fills the buffers on the way, and the rest waits.
    (holder as unknown as { connection: { stream: NodeJS.ReadableStream } }).connection.stream.pause();
    const answer = holder.query(`SELECT repeat('x', 1000000) FROM generate_series(1, 100)`);
    answer.catch(() => {});
    await waitFor(async () => (await waitsOf(holder)) === 'ClientWrite');

    await waitFor(() => lock.acquire(), { timeoutMs: 10_000, intervalMs: 100 });

    expect(await waitsOf(holder)).toBeUndefined();
    await holder.end();
  });

  it('keeps no session of an attempt that failed in the middle', async () => {
    // The one statement that stands between the connection and its use is refused.
    const dataSource = await new DataSource({
      ...database.dataSource.options,
      extra: { application_name: 'half-open-lock' },
    } as DataSource['options']).initialize();
    lock = lockOf(dataSource);
    const before = await sessions('half-open-lock');
    const query = refuseStatement('SET synchronous_commit');

    await expect(lock.acquire()).rejects.toThrow('refused');
    query.restore();

    await waitFor(async () => (await sessions('half-open-lock')) <= before);
    expect(await lock.acquire()).toBeDefined();
    await lock.release();
    await dataSource.destroy();
  });
});

function lockOf(dataSource: DataSource): RelayLock {
  return new RelayLock(dataSource, { retry: { silentMs: SILENT_MS } } as MessagingOptions);
}

async function waitsOf(client: pg.Client): Promise<string | undefined> {
  const { processID } = client as unknown as { processID: number };
  const sql = 'SELECT wait_event FROM pg_stat_activity WHERE pid = $1';
  return (await database.dataSource.query(sql, [processID]))[0]?.wait_event;
}

async function sessions(name: string): Promise<number> {
  const sql = 'SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = $1';
  return (await database.dataSource.query(sql, [name]))[0].count;
}

/** Makes the next clients fail at a statement. */
function refuseStatement(beginning: string): { restore(): void } {
  const prototype = pg.Client.prototype as { query: (...args: unknown[]) => unknown };
  const original = Object.getOwnPropertyDescriptor(prototype, 'query')!;
  prototype.query = function (this: pg.Client, ...args: unknown[]) {
    if (String(args[0]).startsWith(beginning)) return Promise.reject(new Error('refused'));
    return (original.value as (...all: unknown[]) => unknown).apply(this, args);
  };
  return { restore: () => void Object.defineProperty(prototype, 'query', original) };
}
