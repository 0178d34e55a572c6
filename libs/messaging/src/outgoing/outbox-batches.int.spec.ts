import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { CustomerSource, CustomerStateV1, placed } from '../../test/shop.js';
import { World } from '../../test/world.js';
import { OutboxBatches } from './outbox-batches.js';
import { Outbox } from './outbox.js';

let world: World;
let shop: NestFastifyApplication;
/** Holds the lock, so that the batches are published by hand. */
let connection: pg.Client;

beforeAll(async () => {
  world = await World.create();
  connection = new pg.Client({ connectionString: world.shopData.url, pipeline: true } as pg.ClientConfig);
  await connection.connect();
  await connection.query('SELECT pg_advisory_lock($1, $2)', [0x7475, 0x6c67]);
  shop = await world.start('shop');
  await publishNext();
});

afterAll(async () => {
  await connection?.end();
  await world?.end();
});

afterEach(() => connection.query('DELETE FROM outbox'));

describe('a look into an outbox', () => {
  it('reads no more rows than it takes, however many of another kind there are', async () => {
    await addStates(20_000);
    const id = uuidv7();
    await world.record(shop, placed(id));

    await connection.query('BEGIN');
    await publishNext();
    const read = await rowsRead();
    await connection.query('COMMIT');

    expect(read).toBeLessThan(2000);
    expect(await isWaiting(id)).toBe(true);
  });

  it('publishes facts and states beside each other that were recorded in turns', async () => {
    const ids = Array.from({ length: 20 }, () => uuidv7());
    for (const id of ids) {
      await world.shopData.dataSource.transaction(async (tx) => {
        await tx.query(`INSERT INTO customers VALUES ($1, 1, 'Dana')`, [id]);
        await shop.get(Outbox).add(tx, placed(id));
        await shop.get(Outbox).addState(tx, CustomerStateV1, id);
      });
    }

    expect(await publishNext()).toBe(40);
  });
});

describe('entities that break their contract', () => {
  it('hold up nobody behind them, however many they are', async () => {
    const id = uuidv7();
    await world.shopData.dataSource.transaction(async (tx) => {
      const sql = `INSERT INTO customers SELECT gen_random_uuid(), 1, 'Nameless' FROM generate_series(1, 1200) RETURNING id`;
      const nameless = (await tx.query(sql)) as { id: string }[];
      await shop.get(Outbox).addStates(
        tx,
        CustomerStateV1,
        nameless.map((row) => row.id),
      );
    });
    await world.record(shop, placed(id));

    for (let look = 1; look <= 3; look++) expect(await publishNext()).toBeGreaterThan(0);

    expect(await isWaiting(id)).toBe(false);
    expect(await publishNext()).toBe(0);
  });
});

describe('a source that fails', () => {
  it('holds up no fact that was recorded after thousands of its rows', async () => {
    const source = shop.get(CustomerSource);
    const load = source.load.bind(source);
    source.load = () => Promise.reject(new Error('a bug in the source'));
    await addStates(5000);
    const id = uuidv7();
    await world.record(shop, placed(id));

    // What it has found out is worth another look at once.
    expect(await publishNext()).toBe(1);
    expect(await isWaiting(id)).toBe(true);
    expect(await publishNext()).toBe(1);

    expect(await isWaiting(id)).toBe(false);
    expect(await publishNext()).toBe(0);
    source.load = load;
  });
});

function publishNext(): Promise<number> {
  return shop.get(OutboxBatches).publishNext(connection);
}

/** Of customers that are gone, which is what is published of them. */
async function addStates(count: number): Promise<void> {
  await world.shopData.dataSource.query(
    `INSERT INTO outbox (kind, contract, entity_id)
      SELECT 'state', 'shop.customer.v1', gen_random_uuid() FROM generate_series(1, $1::int)`,
    [count],
  );
}

async function isWaiting(aggregateId: string): Promise<boolean> {
  const sql = 'SELECT 1 FROM outbox JOIN event_log USING (event_id) WHERE aggregate_id = $1';
  return (await world.shopData.dataSource.query(sql, [aggregateId])).length === 1;
}

/** Of the outbox, in the transaction that is open. */
async function rowsRead(): Promise<number> {
  const sql = `SELECT (seq_tup_read + idx_tup_fetch)::int AS count FROM pg_stat_xact_user_tables WHERE relname = 'outbox'`;
  return (await connection.query<{ count: number }>(sql)).rows[0]!.count;
}
