import { waitFor } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { CustomerStateV1, placed, shipped } from '../../test/shop.js';
import { World } from '../../test/world.js';
import { BrokerConnection } from '../broker/broker-connection.js';
import { MessagingStatus } from '../status/messaging-status.js';
import { Outbox } from './outbox.js';
import { RelayLock } from './relay-lock.js';

let world: World;
let shop: NestFastifyApplication;
let store: NestFastifyApplication;

beforeAll(async () => {
  world = await World.create();
  shop = await world.start('shop');
  store = await world.start('store');
});

afterAll(() => world?.end());

describe('the relay', () => {
  it('publishes the facts of each aggregate in their order, whoever writes at the same time', async () => {
    const ids = Array.from({ length: 4 }, () => uuidv7());
    const write = async (id: string): Promise<void> =>
      world.shopData.dataSource.transaction(async (tx) => {
        await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [id]);
        await shop.get(Outbox).add(tx, placed(id));
      });
    const rounds = Array.from({ length: 15 }, () => ids.map(write));

    await Promise.all(rounds.flat());

    const sequences = Array.from({ length: 15 }, (_, place) => place + 1);
    for (const id of ids) await world.waitForSequences(id, sequences, 10_000);
    expect(await streamOrder(ids)).toEqual(ids.map(() => sequences));
  });

  it('is woken by a commit and does not wait for its poll', async () => {
    await quiet();
    const ids = Array.from({ length: 10 }, () => uuidv7());
    const began = performance.now();

    for (const id of ids) {
      await world.record(shop, placed(id));
      await world.waitForSequences(id, [1]);
    }

    expect(performance.now() - began).toBeLessThan(10 * 250);
  });

  it('leaves a state unpublished that breaks its contract, and publishes the others', async () => {
    const [broken, fine] = [uuidv7(), uuidv7()];
    await world.shopData.dataSource.transaction(async (tx) => {
      await tx.query(`INSERT INTO customers VALUES ($1, 1, 'Nameless'), ($2, 1, 'Dana')`, [broken, fine]);
      await shop.get(Outbox).addStates(tx, CustomerStateV1, [broken, fine]);
    });

    await world.waitForSequences(fine, [1]);
    expect((await shop.get(MessagingStatus).read()).outbox).toBe(1);
    await world.shopData.dataSource.transaction(async (tx) => {
      await tx.query(`UPDATE customers SET version = 2, name = 'Aliya' WHERE id = $1`, [broken]);
      await shop.get(Outbox).addState(tx, CustomerStateV1, broken);
    });

    await world.waitForSequences(broken, [2]);
    await waitFor(async () => (await shop.get(MessagingStatus).read()).outbox === 0, { timeoutMs: 10_000 });
  });

  it('goes on after the broker was killed, with what was committed meanwhile', async () => {
    const [before, during, after] = [uuidv7(), uuidv7(), uuidv7()];
    await world.record(shop, placed(before));
    await world.waitForSequences(before, [1]);

    await world.broker.kill();
    await waitFor(() => !shop.get(BrokerConnection).isConnected());
    await world.record(shop, placed(during), placed(during), placed(before));
    expect((await shop.get(MessagingStatus).read()).outbox).toBe(3);
    await world.broker.start();
    await world.waitForSequences(during, [1, 2], 15_000);
    await world.waitForSequences(before, [1, 2], 5000);
    await world.record(shop, placed(after));

    await world.waitForSequences(after, [1]);
    expect(shop.get(BrokerConnection).isConnected()).toBe(true);
  });

  it('goes on when the database ends all its connections', async () => {
    const id = uuidv7();
    await killConnections();

    await waitFor(async () => {
      await world.record(shop, placed(id), shipped(id));
      return true;
    });

    await world.waitForSequences(id, [1], 10_000);
    expect((await shop.get(MessagingStatus).read()).outbox).toBe(0);
  });

  it('is taken over by another replica when the first one stops, and hears its nudges before that', async () => {
    const dataSource = await new DataSource(world.shopData.dataSource.options).initialize();
    const second = await world.start('shop', { dataSource });
    await waitFor(() => shop.get(RelayLock).isHeld);
    await sleep(600);
    expect(second.get(RelayLock).isHeld).toBe(false);
    const other = uuidv7();

    const began = performance.now();
    for (const id of Array.from({ length: 8 }, () => uuidv7())) {
      await dataSource.transaction((tx) => second.get(Outbox).add(tx, placed(id)));
      await world.waitForSequences(id, [1]);
    }
    // By its poll alone it would take the first one nearly half a second for each.
    expect(performance.now() - began).toBeLessThan(8 * 300);
    await world.stop(shop);
    await dataSource.transaction((tx) => second.get(Outbox).add(tx, placed(other)));

    await world.waitForSequences(other, [1]);
    expect(second.get(RelayLock).isHeld).toBe(true);
    await world.stop(second);
    await dataSource.destroy();
  });

  it('is taken over from a holder that has fallen silent without its session having ended', async () => {
    const holder = new pg.Client({ connectionString: world.shopData.url });
    holder.on('error', () => {});
    await holder.connect();
    await holder.query('SELECT pg_advisory_lock($1, $2)', [0x7475, 0x6c67]);
    const id = uuidv7();

    const other = await world.start('shop', { retry: { silentMs: 1000 } });
    await world.record(other, placed(id));

    await world.waitForSequences(id, [1], 10_000);
    await expect(holder.query('SELECT 1')).rejects.toThrow();
    await world.stop(other);
  });

  it('lets a service start without a broker', async () => {
    await world.broker.kill();
    const id = uuidv7();

    const lonely = await world.start('shop');
    await world.record(lonely, placed(id));
    await world.broker.start();

    await world.waitForSequences(id, [1], 15_000);
    expect((await store.get(MessagingStatus).read()).doubles).toBe(0);
  });
});

async function quiet(): Promise<void> {
  await waitFor(async () => (await shop.get(MessagingStatus).read()).outbox === 0);
}

async function streamOrder(ids: string[]): Promise<number[][]> {
  const nc = await world.broker.connectAs('admin');
  const { jetstream } = await import('@nats-io/jetstream');
  const consumer = await jetstream(nc).consumers.get('EVENTS', { filter_subjects: 'evt.shop.order.>' });
  const info = await consumer.info();
  const order = new Map(ids.map((id) => [id, [] as number[]]));
  for await (const message of await consumer.fetch({ max_messages: info.num_pending, expires: 2000 })) {
    const event = message.json<{ subject: string; sequence: number }>();
    order.get(event.subject)?.push(event.sequence);
  }
  await nc.close();
  return [...order.values()];
}

async function killConnections(): Promise<void> {
  const admin = new pg.Client({ connectionString: world.shopData.adminUrl });
  await admin.connect();
  await admin.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
    [world.shopData.name],
  );
  await admin.end();
}
