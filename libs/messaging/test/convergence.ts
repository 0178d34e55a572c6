import { waitFor } from '@app/testing';
import type { DataSource } from 'typeorm';
import type { World } from './world.js';

/** One side of the invariant: what an owner has, or what somebody else has of it. */
interface Content {
  /** Sequences of the facts of each aggregate: in the log, or in the order in which they were handled. */
  orders: Record<string, number[]>;
  /** Last sequence of each aggregate, and the positions that should be there. */
  positions: Record<string, number>;
  customers: Record<string, string>;
}

/**
 * What holds after any fault, once things have calmed down: the store has handled every fact that the shop has committed
 * exactly once and in order, its replica is as the shop's table, and nothing waits or was given up.
 */
export async function expectConverged(world: World, { timeoutMs = 15_000 } = {}): Promise<void> {
  const { shop, store } = { shop: world.shopData.dataSource, store: world.storeData.dataSource };
  const isSame = async (): Promise<boolean> => {
    const [published, handled, left] = [await committed(shop), await taken(store), await leftovers(shop, store)];
    return JSON.stringify(published) === JSON.stringify(handled) && Object.values(left).every((count) => count === 0);
  };
  // What differs is told by the assertions.
  await waitFor(isSame, { timeoutMs, intervalMs: 50 }).catch(() => {});
  expect(await taken(store)).toEqual(await committed(shop));
  expect(await leftovers(shop, store)).toEqual({ unpublished: 0, parked: 0, given_up: 0, doubles: 0 });
}

async function committed(shop: DataSource): Promise<Content> {
  return read(
    shop,
    `SELECT aggregate_id AS id, array_agg(sequence::int ORDER BY sequence) AS value FROM event_log
      WHERE name = 'shop.order.placed.v1' GROUP BY 1 ORDER BY 1`,
    'SELECT aggregate_id AS id, max(sequence)::int AS value FROM event_log GROUP BY 1 ORDER BY 1',
    'SELECT id, name AS value FROM customers ORDER BY 1',
  );
}

async function taken(store: DataSource): Promise<Content> {
  return read(
    store,
    `SELECT subject AS id, array_agg(sequence::int ORDER BY place) AS value FROM seen
      WHERE type = 'tulga.shop.order.placed.v1' GROUP BY 1 ORDER BY 1`,
    `SELECT aggregate_id AS id, sequence::int AS value FROM positions WHERE kind = 'fact' ORDER BY 1`,
    'SELECT id, name AS value FROM known_customers ORDER BY 1',
  );
}

async function read(dataSource: DataSource, orders: string, positions: string, customers: string): Promise<Content> {
  const byId = async <T>(sql: string): Promise<Record<string, T>> => {
    const rows = await dataSource.query<{ id: string; value: T }[]>(sql);
    return Object.fromEntries(rows.map(({ id, value }) => [id, value]));
  };
  return { orders: await byId(orders), positions: await byId(positions), customers: await byId(customers) };
}

async function leftovers(shop: DataSource, store: DataSource): Promise<Record<string, number>> {
  const [unpublished] = await shop.query('SELECT count(*)::int AS unpublished FROM outbox');
  const [waiting] = await store.query(`SELECT
    (SELECT count(*)::int FROM parked) AS parked,
    (SELECT count(*)::int FROM dead_letters WHERE state = 'open') AS given_up,
    (SELECT coalesce(sum(greatest(applied - sequence, 0)), 0)::int FROM positions WHERE kind = 'fact') AS doubles`);
  return { ...unpublished, ...waiting };
}
