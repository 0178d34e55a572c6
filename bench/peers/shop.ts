import pg from 'pg';
import type { BenchEvent } from '../delivery/event.ts';
import type { Producer } from '../delivery/contestant.ts';

/** As many connections as there are closed loops, and a few for bursts. */
const CONNECTIONS = 10;

/** What every peer's services have: orders here, deliveries and what was seen already there. */
export async function makeTables(producerUrl: string, consumerUrl: string): Promise<void> {
  await runOnce(producerUrl, 'CREATE TABLE orders (id uuid PRIMARY KEY, total int NOT NULL)');
  await runOnce(
    consumerUrl,
    'CREATE TABLE deliveries (id uuid PRIMARY KEY, total int NOT NULL); CREATE TABLE inbox (event_id uuid PRIMARY KEY)',
  );
}

export async function runOnce(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export function poolOf(url: string, max = CONNECTIONS): pg.Pool {
  return new pg.Pool({ connectionString: url, max });
}

/** Commits the order together with what `publish` writes on the same connection. */
export function producerOf(
  url: string,
  publish: (client: pg.PoolClient, event: BenchEvent) => Promise<unknown>,
  after: { published?: (event: BenchEvent) => Promise<void>; close?: () => Promise<unknown> } = {},
): Producer {
  const pool = poolOf(url);
  return {
    async commit(event) {
      await inTransaction(pool, async (client) => {
        await client.query({ ...INSERT_ORDER, values: [event.id, event.total] });
        await publish(client, event);
      });
      await after.published?.(event);
    },
    async close() {
      await after.close?.();
      await pool.end();
    },
  };
}

const INSERT_ORDER = { name: 'insert-order', text: 'INSERT INTO orders (id, total) VALUES ($1, $2)' };

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await work(client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

/** The consumer's work: drop what was seen already, note a delivery for the rest. One statement, one commit. */
const HANDLE = {
  name: 'handle',
  text: `WITH given AS (SELECT * FROM unnest($1::uuid[], $2::int[]) AS given (id, total)),
    fresh AS (INSERT INTO inbox SELECT id FROM given ON CONFLICT DO NOTHING RETURNING event_id)
    INSERT INTO deliveries SELECT id, total FROM given JOIN fresh ON event_id = id`,
};

export async function handle(pool: pg.Pool, events: readonly BenchEvent[]): Promise<void> {
  await pool.query({ ...HANDLE, values: [events.map(({ id }) => id), events.map(({ total }) => total)] });
}

/** A package of the peers' own folder, which is installed only for a run of the bench. */
export async function peerPackage<T>(name: string): Promise<T> {
  return (await import(name)) as T;
}
