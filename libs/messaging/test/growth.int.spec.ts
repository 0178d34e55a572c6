import { waitFor } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 as uuidv7 } from 'uuid';
import { placed } from './shop.js';
import { World } from './world.js';

const ROWS = 20_000;

let world: World;
let shop: NestFastifyApplication;

beforeAll(async () => {
  world = await World.create();
  shop = await world.start('shop');
  await world.start('store');
});

afterAll(() => world?.end());

it('costs a fact no more when the log has grown under a relay that began with an empty one', async () => {
  // So often that its session settles on a plan.
  for (let count = 1; count <= 12; count++) await deliver();
  await world.shopData.dataSource.query(
    `INSERT INTO event_log (event_id, name, aggregate, aggregate_id, sequence, envelope)
      SELECT gen_random_uuid(), 'shop.order.placed.v1', 'shop.order', gen_random_uuid()::text, 1, '{}'
      FROM generate_series(1, ${ROWS})`,
  );
  const before = await reads();

  const after = await waitFor(
    async () => {
      await deliver();
      const now = await reads();
      // The server counts a little later.
      return now.found >= before.found + 30 ? now : undefined;
    },
    { timeoutMs: 20_000 },
  );

  expect(after.passed - before.passed).toBeLessThan(ROWS);
});

async function deliver(): Promise<void> {
  const id = uuidv7();
  await world.record(shop, placed(id));
  await world.waitForSequences(id, [1]);
}

/** How often a fact of the log was found by an index, and how many were read one after another. */
async function reads(): Promise<{ found: number; passed: number }> {
  const sql = `SELECT idx_scan::float8 AS found, seq_tup_read::float8 AS passed FROM pg_stat_user_tables
    WHERE relname = 'event_log'`;
  return (await world.shopData.dataSource.query(sql))[0];
}
