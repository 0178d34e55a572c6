import { TempDatabase, waitFor } from '@app/testing';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { expectConverged } from '../convergence.js';
import type { ServiceProcess } from '../service-process.js';
import { World } from '../world.js';

let world: World;
let shop: ServiceProcess;
let other: TempDatabase;

beforeAll(async () => {
  world = await World.create();
  other = await TempDatabase.create({ service: 'other' });
  [shop] = await Promise.all([world.startProcess('shop'), world.startProcess('store')]);
});

afterAll(async () => {
  await world?.end();
  await other?.drop();
});

describe.each([
  ['of the same service', () => world.shopData.adminUrl],
  ['in another database of the same server', () => other.adminUrl],
])('an open transaction %s that has written', (_where, url) => {
  it('keeps no fact from being published, and only the reading of the log waits for it', async () => {
    const id = uuidv7();
    const writer = await openTransaction(url());
    try {
      await shop.order(id, { count: 2 });

      await world.waitForSequences(id, [1, 2]);
      expect(await inLog(id)).toBe(0);
      await waitFor(async () => (await heldBackMs()) > 500);
    } finally {
      await writer.end();
    }

    await waitFor(async () => (await inLog(id)) === 2);
    await waitFor(async () => (await heldBackMs()) === 0);
    await expectConverged(world);
  });
});

async function openTransaction(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN');
  await client.query('SELECT pg_current_xact_id()');
  return client;
}

async function heldBackMs(): Promise<number> {
  return (await shop.gauges()).database!.logHeldBackMs;
}

/** How many facts the shop tells to who reads its whole log: no reader may miss one that commits late. */
async function inLog(id: string): Promise<number> {
  let count = 0;
  for (let cursor: string | null = null, hasMore = true; hasMore;) {
    const url = new URL(`/internal/events?limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, shop.url);
    const { data, page } = (await (await fetch(url)).json()) as {
      data: { subject: string }[];
      page: { nextCursor: string | null; hasMore: boolean };
    };
    count += data.filter(({ subject }) => subject === id).length;
    cursor = page.nextCursor;
    // There may be more that cannot be shown yet.
    hasMore = page.hasMore && data.length > 0;
  }
  return count;
}
