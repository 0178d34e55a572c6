import type { EventOf } from '@app/contracts';
import { waitFor } from '@app/testing';
import { Controller, type Type } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { ShopInternal } from '../../test/shop-internal.js';
import { CustomerStateV1, OrderPlacedV1, OrderShippedV1, placed, shipped, StoreConsumer } from '../../test/shop.js';
import { World } from '../../test/world.js';
import { InternalReads } from './internal-reads.js';
import { MessagingStatus } from '../status/messaging-status.js';
import { OnEvent, Tx } from '../incoming/on-event.js';
import { Outbox } from '../outgoing/outbox.js';
import { NotReadHere, OwnerReads, type OwnerRead } from './owner-reads.js';

/** Keeps the sum of each order: rows that say what the facts say. */
@Controller()
class TotalsConsumer {
  @OnEvent(OrderPlacedV1, { isProjection: true })
  async keepTotal(@Payload() event: EventOf<typeof OrderPlacedV1>, @Tx() tx: EntityManager): Promise<void> {
    const sql = 'INSERT INTO totals VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET total = excluded.total';
    await tx.query(sql, [event.subject, event.data.total]);
  }
}

/** A later version of the store: it also notes shipments, and finds one of them odd. */
@Controller()
class ShippingConsumer {
  @OnEvent(OrderShippedV1)
  async noteShipment(@Payload() event: EventOf<typeof OrderShippedV1>, @Tx() tx: EntityManager): Promise<void> {
    const sql = 'INSERT INTO seen (type, subject, sequence, data) VALUES ($1, $2, $3, $4)';
    await tx.query(sql, [event.type, event.subject, event.sequence, '{}']);
    if (odd.has(event.subject)) throw new Error('odd');
  }
}

const odd = new Set<string>();
let world: World;
let shop: NestFastifyApplication;
let shopUrl: string;

beforeAll(async () => {
  world = await World.create();
  shop = await world.start('shop', { controllers: [ShopInternal] });
  await shop.listen(0, '127.0.0.1');
  shopUrl = await shop.getUrl();
  await world.storeData.dataSource.query('CREATE TABLE totals (id uuid PRIMARY KEY, total int NOT NULL)');
});

afterAll(() => world?.end());

async function startStore(controllers: Type[] = [StoreConsumer], dataSource?: DataSource) {
  return world.start('store', { controllers, serviceUrls: { shop: shopUrl }, ...(dataSource && { dataSource }) });
}

async function saveCustomer(id: string, name: string, version = 1): Promise<void> {
  await world.shopData.dataSource.transaction(async (tx) => {
    const sql = `INSERT INTO customers VALUES ($1, $2, $3)
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name`;
    await tx.query(sql, [id, version, name]);
    await shop.get(Outbox).addState(tx, CustomerStateV1, id);
  });
}

async function done(store: NestFastifyApplication, { id }: OwnerRead): Promise<OwnerRead> {
  const read = async () => (await store.get(OwnerReads).list()).find((row) => row.id === id && row.state === 'done');
  return waitFor(read, { timeoutMs: 15_000 });
}

const rows = (sql: string, ...values: unknown[]) => world.storeData.dataSource.query(sql, values);
const names = () => rows('SELECT id, name FROM known_customers ORDER BY id');

describe('a rebuild', () => {
  it('makes a damaged replica equal to its owner: rows that are gone, changed or too many', async () => {
    const store = await startStore();
    const [kept, gone, stray] = [uuidv7(), uuidv7(), uuidv7()].sort() as [string, string, string];
    for (const [id, name] of [
      [kept, 'Айгерім'],
      [gone, 'Ғалия'],
      [stray, 'Дана'],
    ] as const)
      await saveCustomer(id, name);
    for (const id of [kept, gone, stray]) await world.waitForSequences(id, [1]);
    await waitFor(async () => (await shop.get(MessagingStatus).read()).outbox === 0);
    await world.shopData.dataSource.query('DELETE FROM customers WHERE id = $1', [stray]);
    await rows(`UPDATE known_customers SET name = 'damaged' WHERE id = $1`, kept);
    await rows('DELETE FROM known_customers WHERE id = $1', gone);

    const read = await done(store, await store.get(OwnerReads).request('rebuild', 'shop.customer.v1', 'operator'));

    expect(await names()).toEqual([
      { id: kept, name: 'Айгерім' },
      { id: gone, name: 'Ғалия' },
    ]);
    expect(read).toMatchObject({ read: 2, applied: 3, removed: 1, error: null, requestedBy: 'operator' });
    await saveCustomer(kept, 'Айгерім Ә.', 2);
    await world.waitForSequences(kept, [1, 1, 2]);
    await world.stop(store);
  });

  it('makes a projection anew from the facts of its owner, and counts none of them twice', async () => {
    const store = await startStore([TotalsConsumer]);
    const [one, other] = [uuidv7(), uuidv7()];
    await world.record(shop, placed(one, 5), placed(other, 7), placed(one, 6));
    await waitFor(async () => (await rows('SELECT * FROM totals WHERE total IN (6, 7)')).length === 2);
    await rows('DELETE FROM totals');

    await done(store, await store.get(OwnerReads).request('rebuild', 'shop.order', 'operator'));

    expect(await rows('SELECT total FROM totals ORDER BY total')).toEqual([{ total: 6 }, { total: 7 }]);
    expect(await store.get(MessagingStatus).read()).toMatchObject({ doubles: 0, parked: 0, deadLetters: 0 });
    await world.stop(store);
  });

  it('is refused for what is not kept here, or is no projection', async () => {
    const store = await startStore();
    const reads = store.get(OwnerReads);

    await expect(reads.request('rebuild', 'shop.order', 'operator')).rejects.toThrow(NotReadHere);
    await expect(reads.request('compare', 'shop.invoice', 'operator')).rejects.toThrow(NotReadHere);
    await world.stop(store);
  });
});

describe('a comparison', () => {
  it('fetches what a position lacks and no message brings any more', async () => {
    const store = await startStore();
    const id = uuidv7();
    await world.record(shop, placed(id, 1), placed(id, 2), placed(id, 3));
    await world.waitForSequences(id, [1, 2, 3]);
    await rows('UPDATE positions SET sequence = 1, applied = 1 WHERE aggregate_id = $1', id);
    await rows('DELETE FROM seen WHERE subject = $1 AND sequence > 1', id);

    const read = await done(store, await store.get(OwnerReads).request('compare', 'shop.order', 'operator'));

    await world.waitForSequences(id, [1, 2, 3]);
    expect(read.applied).toBe(1);
    await world.stop(store);
  });
});

describe('a service that newly handles a fact', () => {
  it('is brought those that were passed over, each once, and later ones from the stream', async () => {
    const earlier = await startStore();
    const [id, broken] = [uuidv7(), uuidv7()];
    odd.add(broken);
    await world.record(shop, placed(id), shipped(id), placed(id), shipped(broken), placed(broken));
    await world.waitForSequences(id, [1, 3]);
    await world.waitForSequences(broken, [2]);

    const second = await new DataSource(world.storeData.dataSource.options).initialize();
    const later = await startStore([StoreConsumer, ShippingConsumer], second);
    await waitFor(async () => (await later.get(OwnerReads).list()).some(isFinishedBackfill), { timeoutMs: 15_000 });
    // The earlier version still runs, and is not to pass over this one.
    await world.record(shop, shipped(id), placed(id));
    await waitFor(async () => (await world.seen(id)).length === 5, { timeoutMs: 20_000 });

    expect((await world.seen(id)).map(({ sequence }) => sequence)).toEqual([1, 3, 2, 4, 5]);
    expect(await world.seen(broken)).toHaveLength(1);
    await world.stop(earlier);
    const [letter] = await rows(`SELECT id FROM dead_letters WHERE state = 'open' AND aggregate_id = $1`, broken);
    odd.clear();
    const { DeadLetters } = await import('../incoming/dead-letters.js');
    await later.get(DeadLetters).redrive(letter.id, 'operator');

    expect((await world.seen(broken)).map(({ sequence }) => sequence)).toEqual([2, 1]);
    expect(await later.get(MessagingStatus).read()).toMatchObject({ doubles: 0, deadLetters: 0 });
    await world.stop(later);
    await second.destroy();
  });
});

function isFinishedBackfill({ kind, state }: OwnerRead): boolean {
  return kind === 'backfill' && state === 'done';
}

describe('a consumer whose database was restored from a backup', () => {
  it('catches up with what it had acknowledged since, facts and states', async () => {
    const store = await startStore();
    const [order, customer] = [uuidv7(), uuidv7()];
    await saveCustomer(customer, 'before');
    await world.record(shop, placed(order, 1));
    await world.waitForSequences(order, [1]);
    await world.waitForSequences(customer, [1]);
    await world.stop(store);
    const [backup] = await rows('SELECT now() AS moment');
    const again = await startStore();
    await saveCustomer(customer, 'after', 2);
    await world.record(shop, placed(order, 2), placed(order, 3));
    await world.waitForSequences(order, [1, 2, 3]);
    await world.waitForSequences(customer, [1, 2]);
    await waitFor(async () => (await again.get(MessagingStatus).read()).pending === 0);
    await world.stop(again);

    await rows('DELETE FROM seen WHERE sequence > 1 AND subject = ANY ($1)', [order, customer]);
    await rows('UPDATE positions SET sequence = 1, applied = 1 WHERE aggregate_id = ANY ($1)', [order, customer]);
    await rows('UPDATE messaging_state SET epoch = epoch + 1, restored_from = $1', backup.moment);
    const restored = await startStore();

    await world.waitForSequences(order, [1, 2, 3], 15_000);
    await world.waitForSequences(customer, [1, 2], 15_000);
    expect(await rows('SELECT restored_from FROM messaging_state')).toEqual([{ restored_from: null }]);
    await world.stop(restored);
  });
});

describe('an owner whose database was restored from a backup', () => {
  it('is compared with by itself: what it has forgotten goes, and what is new there is taken', async () => {
    const store = await startStore();
    const [kept, forgotten] = [uuidv7(), uuidv7()];
    await saveCustomer(kept, 'kept', 4);
    await saveCustomer(forgotten, 'forgotten');
    await world.waitForSequences(kept, [4]);
    await world.waitForSequences(forgotten, [1]);
    await waitFor(async () => (await shop.get(MessagingStatus).read()).outbox === 0);

    await world.shopData.dataSource.query('DELETE FROM customers WHERE id = $1', [forgotten]);
    await world.shopData.dataSource.query('UPDATE messaging_state SET epoch = epoch + 5');
    await saveCustomer(kept, 'restored', 2);

    await world.waitForSequences(kept, [4, 2]);
    const known = async () =>
      (await rows('SELECT name FROM known_customers WHERE id = ANY ($1)', [kept, forgotten])).map(nameOf);
    await waitFor(async () => (await known()).join() === 'restored', { timeoutMs: 15_000 });
    await world.stop(store);
  });

  it('leads a cursor of before to the beginning of its log', async () => {
    const reads = shop.get(InternalReads);
    const { data, page } = await reads.events({ limit: 1 });

    await world.shopData.dataSource.query('UPDATE messaging_state SET epoch = epoch + 1');

    expect((await reads.events({ cursor: page.nextCursor!, limit: 1 })).data).toEqual(data);
  });
});

function nameOf({ name }: { name: string }): string {
  return name;
}
