import { waitFor } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { comparedAfterStart } from '../../test/compared-after-start.js';
import { OrderPlacedV1, placed, shipped } from '../../test/shop.js';
import { ShopInternal } from '../../test/shop-internal.js';
import { eventOf, World } from '../../test/world.js';
import { ParkedSweep } from './parked-sweep.js';
import { MessagingStatus } from '../status/messaging-status.js';

let world: World;
let shop: NestFastifyApplication;
let store: NestFastifyApplication;

beforeAll(async () => {
  world = await World.create();
  shop = await world.start('shop', { controllers: [ShopInternal] });
  await shop.listen(0, '127.0.0.1');
  store = await world.start('store', { serviceUrls: { shop: await shop.getUrl() }, retry: { gapMs: 300 } });
  await comparedAfterStart(store);
}, 30_000);

afterAll(() => world?.end());

describe('a gap in the facts of an aggregate', () => {
  it('is filled from the log of their owner', async () => {
    const id = uuidv7();
    await recordUnpublished(3, id);
    const [, , third] = await log(id);

    await world.publishText('evt.shop.order.placed.v1', third!);

    await world.waitForSequences(id, [1, 2, 3], 8000);
    await waitFor(async () => (await world.rows('parked', id)).length === 0);
  });

  it('waits on while the owner does not know the facts either', async () => {
    const id = uuidv7();

    await world.publish(eventOf(OrderPlacedV1, id, 2));
    await waitFor(async () => (await world.rows<{ attempts: number }>('parked', id))[0]?.attempts === 1);
    expect(await world.seen(id)).toEqual([]);
    await world.publish(eventOf(OrderPlacedV1, id, 1));

    await world.waitForSequences(id, [1, 2]);
  });
});

describe('a gap before which an event has failed', () => {
  it('is filled once that event has not come again for minutes', async () => {
    const id = uuidv7();
    await recordUnpublished(2, id);
    const [, second] = await log(id);
    const failed = `INSERT INTO positions (kind, aggregate, aggregate_id, attempts) VALUES ('fact', 'shop.order', $1, 3)`;
    await world.storeData.dataSource.query(failed, [id]);

    await world.publishText('evt.shop.order.placed.v1', second!);
    await waitFor(async () => (await world.rows('parked', id)).length === 1);
    await makeOlder(id, '1 minute');
    await store.get(ParkedSweep).sweep();
    expect(await world.rows('parked', id)).toMatchObject([{ attempts: 0 }]);
    await makeOlder(id, '5 minutes');

    await world.waitForSequences(id, [1, 2]);
  });
});

describe('an owner that was restored from a backup', () => {
  it('is followed from the first fact that it recorded since', async () => {
    const [id, unaffected] = [uuidv7(), uuidv7()];
    await world.record(shop, placed(unaffected));
    for (const total of [1, 2, 3]) await world.record(shop, placed(id, total));
    await world.waitForSequences(id, [1, 2, 3]);

    await loseThirdFact(id);
    await world.shopData.dataSource.query('UPDATE messaging_state SET epoch = epoch + 1');
    await world.record(shop, placed(id, 30), placed(id, 40), placed(unaffected), shipped(id));

    await world.waitForSequences(id, [1, 2, 3, 3, 4], 8000);
    await world.waitForSequences(unaffected, [1, 2], 8000);
    expect((await world.seen(id)).map(({ data }) => data)).toEqual([1, 2, 3, 30, 40].map((total) => ({ total })));
    const position = async () => (await world.rows<{ sequence: string }>('positions', id))[0];
    await waitFor(async () => (await position())?.sequence === '5');
    expect(await position()).toMatchObject({ epoch: 2, held: null });
    expect((await store.get(MessagingStatus).read()).doubles).toBe(0);
  });
});

async function makeOlder(id: string, age: string): Promise<void> {
  const sql = 'UPDATE parked SET since = since - $2::interval WHERE aggregate_id = $1';
  await world.storeData.dataSource.query(sql, [id, age]);
}

/** Facts that the broker will never have, as if it had lost them. */
async function recordUnpublished(count: number, id: string): Promise<void> {
  await world.shopData.dataSource.transaction(async (tx) => {
    const { Outbox } = await import('../outgoing/outbox.js');
    await shop.get(Outbox).add(tx, ...Array.from({ length: count }, () => placed(id)));
    await shop.get(Outbox).flush(tx);
    await tx.query('DELETE FROM outbox');
  });
}

async function log(id: string): Promise<string[]> {
  const sql = 'SELECT envelope::text AS text FROM event_log WHERE aggregate_id = $1 ORDER BY sequence';
  return (await world.shopData.dataSource.query(sql, [id])).map((row: { text: string }) => row.text);
}

async function loseThirdFact(id: string): Promise<void> {
  const admin = new pg.Client({ connectionString: world.shopData.adminUrl });
  await admin.connect();
  await admin.query('SET session_replication_role = replica');
  await admin.query('DELETE FROM event_log WHERE aggregate_id = $1 AND sequence = 3', [id]);
  await admin.end();
}
