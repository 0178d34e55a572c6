import { waitFor } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { CustomerStateV1, placed } from '../../test/shop.js';
import { ShopInternal } from '../../test/shop-internal.js';
import { World } from '../../test/world.js';
import { BrokerConnection } from '../broker/broker-connection.js';
import { MessagingStatus } from '../status/messaging-status.js';
import { Outbox } from './outbox.js';
import { StreamReconciler } from './stream-reconciler.js';
import { OwnerReads } from '../owners/owner-reads.js';

let world: World;
let shop: NestFastifyApplication;

beforeAll(async () => {
  world = await World.create();
  shop = await world.start('shop', { controllers: [ShopInternal] });
  await shop.listen(0, '127.0.0.1');
});

afterAll(() => world?.end());

describe('a broker that has lost its whole store', () => {
  it('gets facts and states again, and a consumer that had missed them handles each once', async () => {
    const [id, customerId] = [uuidv7(), uuidv7()];
    await addCustomer(customerId);
    for (const total of [1, 2, 3]) await world.record(shop, placed(id, total));
    await waitFor(async () => (await shop.get(MessagingStatus).read()).outbox === 0);

    await world.broker.wipe();
    const store = await world.start('store');
    await world.record(shop, placed(id, 4));

    await world.waitForSequences(id, [1, 2, 3, 4], 15_000);
    await waitFor(async () => (await world.seen(customerId)).length === 1);
    await waitFor(async () => (await store.get(MessagingStatus).read()).pending === 0);
    expect(await store.get(MessagingStatus).read()).toMatchObject({ parked: 0, deadLetters: 0, doubles: 0 });
    await world.stop(store);
  });

  it('does not make a consumer that had handled all do it again', async () => {
    const store = await world.start('store');
    const id = uuidv7();
    await world.record(shop, placed(id), placed(id));
    await world.waitForSequences(id, [1, 2]);

    await world.broker.wipe();
    await world.record(shop, placed(id));

    await world.waitForSequences(id, [1, 2, 3], 15_000);
    expect((await store.get(MessagingStatus).read()).doubles).toBe(0);
    await world.stop(store);
  });
});

describe('a broker that publishes and does not say how its streams are', () => {
  it('is waited for once, and compared with when it answers again', async () => {
    const { streams } = shop.get(BrokerConnection).jsm;
    const info = streams.info.bind(streams);
    let asked = 0;
    streams.info = async () => {
      asked += 1;
      return sleep(5000).then(() => Promise.reject(new Error('timeout')));
    };
    shop.get(StreamReconciler).hurry();
    await waitFor(() => asked === 2, { timeoutMs: 15_000 });

    const longest = await longestWait(() => asked === 3);
    streams.info = info;

    expect(longest).toBeLessThan(2000);
    const [{ now }] = await world.shopData.dataSource.query('SELECT clock_timestamp() AS now');
    await waitFor(() => isComparedSince(now), { timeoutMs: 15_000 });
  });
});

describe('a new replica', () => {
  it('is filled from its owner, also with what the stream no longer has', async () => {
    const ids = Array.from({ length: 3 }, () => uuidv7());
    for (const id of ids) {
      await world.shopData.dataSource.query(`INSERT INTO customers VALUES ($1, 2, 'Old')`, [id]);
    }
    await world.storeData.dataSource.query(`DELETE FROM owner_reads WHERE kind = 'load'`);

    const store = await world.start('store', { serviceUrls: { shop: await shop.getUrl() } });

    for (const id of ids) await world.waitForSequences(id, [2]);
    const loads = () => store.get(OwnerReads).list();
    await waitFor(async () => (await loads()).some(({ kind, state }) => kind === 'load' && state === 'done'));
    expect((await loads()).find(({ kind }) => kind === 'load')).toMatchObject({
      name: 'shop.customer.v1',
      error: null,
    });
    await world.stop(store);
  });
});

/** Of facts that are recorded one after another until something is so, for their publication. */
async function longestWait(isOver: () => boolean): Promise<number> {
  let longest = 0;
  while (!isOver()) {
    const began = performance.now();
    await world.record(shop, placed(uuidv7()));
    await waitFor(async () => (await shop.get(MessagingStatus).read()).outbox === 0, { timeoutMs: 15_000 });
    longest = Math.max(longest, performance.now() - began);
  }
  return longest;
}

async function isComparedSince(time: Date): Promise<boolean> {
  const sql = 'SELECT min(checked_at) > $1 AS compared FROM stream_checks';
  return (await world.shopData.dataSource.query(sql, [time]))[0].compared;
}

async function addCustomer(id: string): Promise<void> {
  await world.shopData.dataSource.transaction(async (tx) => {
    await tx.query(`INSERT INTO customers VALUES ($1, 1, 'Aigerim')`, [id]);
    await shop.get(Outbox).addState(tx, CustomerStateV1, id);
  });
}
