import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { waitFor } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import {
  CustomerStateV1,
  OrderPlacedV1,
  OrderPlacedV2,
  OrderShippedV1,
  placed,
  shipped,
  trouble,
} from '../test/shop.js';
import { eventOf, World } from '../test/world.js';
import { MessagingStatus } from './status/messaging-status.js';
import { Outbox } from './outgoing/outbox.js';

let world: World;
let shop: NestFastifyApplication;
let store: NestFastifyApplication;

beforeAll(async () => {
  world = await World.create();
  shop = await world.start('shop');
  store = await world.start('store');
});

afterAll(() => world?.end());

describe('a fact', () => {
  it('is handled by another service once it is committed, and facts that nobody handles move the position too', async () => {
    const id = uuidv7();

    await world.record(shop, placed(id, 7), shipped(id));

    await world.waitForSequences(id, [1]);
    const [position] = await waitFor(async () => {
      const rows = await world.rows<{ sequence: string }>('positions', id);
      return rows[0]?.sequence === '2' ? rows : undefined;
    });
    expect(position).toMatchObject({ kind: 'fact', aggregate: 'shop.order', applied: '2', held: null });
  });

  it('is applied once however often it is delivered', async () => {
    const id = uuidv7();
    const event = eventOf(OrderPlacedV1, id, 1);

    await world.publish(event, event, eventOf(OrderPlacedV1, id, 2), event);

    await world.waitForSequences(id, [1, 2]);
    await untilQuiet();
    expect((await world.seen(id)).map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('waits parked for the ones before it', async () => {
    const id = uuidv7();

    await world.publish(eventOf(OrderPlacedV1, id, 3), eventOf(OrderPlacedV1, id, 2));
    await waitFor(async () => (await world.rows('parked', id)).length === 2);
    expect(await world.seen(id)).toEqual([]);
    await world.publish(eventOf(OrderPlacedV1, id, 1));

    await world.waitForSequences(id, [1, 2, 3]);
    expect(await world.rows('parked', id)).toEqual([]);
    expect(await world.rows('positions', id)).toMatchObject([{ sequence: '3', applied: '3', held: null }]);
  });

  it('that comes before the row it needs waits for it, and the later ones behind it', async () => {
    const [id, customerId] = [uuidv7(), uuidv7()];

    await world.publish(
      eventOf(OrderPlacedV1, id, 1, { data: { total: 1, customerId } }),
      eventOf(OrderPlacedV1, id, 2),
    );
    await waitFor(async () => (await world.rows('parked', id)).length === 2);
    // So that the sweep does not come first.
    await world.storeData.dataSource.query(`UPDATE parked SET next_try_at = now() + interval '1 hour'`);
    await world.publish(eventOf(CustomerStateV1, customerId, 4));

    await world.waitForSequences(id, [1, 2]);
    expect(await world.rows('parked', id)).toEqual([]);
  });

  it('in another version than the handled one leaves the position alone', async () => {
    const id = uuidv7();

    await world.publish(eventOf(OrderPlacedV2, id, 1), eventOf(OrderPlacedV1, id, 1), eventOf(OrderShippedV1, id, 2));

    await world.waitForSequences(id, [1]);
    await waitFor(async () => (await world.rows<{ sequence: string }>('positions', id))[0]?.sequence === '2');
    expect(await world.rows('dead_letters', id)).toEqual([]);
  });

  it('that fails for a passing reason is tried until it succeeds, beyond any limit', async () => {
    const id = uuidv7();
    let attempts = 0;
    trouble.set(id, () => {
      attempts += 1;
      if (attempts < 12) throw Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' });
    });

    await world.publish(eventOf(OrderPlacedV1, id, 1));

    await world.waitForSequences(id, [1], 10_000);
    expect(attempts).toBe(12);
    expect(await world.rows('dead_letters', id)).toEqual([]);
  });

  it('does not keep the others of its batch from being applied', async () => {
    const ids = Array.from({ length: 20 }, () => uuidv7());
    const bad = ids[7]!;
    trouble.set(bad, () => {
      throw new Error('broken handler');
    });

    await world.publish(...ids.map((id) => eventOf(OrderPlacedV1, id, 1)));

    for (const id of ids) if (id !== bad) await world.waitForSequences(id, [1]);
    expect(await world.seen(bad)).toEqual([]);
    trouble.delete(bad);
    await world.waitForSequences(bad, [1]);
  });
});

describe('a state', () => {
  it('is the entity as it is when it is published, and then that it is deleted', async () => {
    const id = uuidv7();
    const outbox = shop.get(Outbox);
    await world.shopData.dataSource.transaction(async (tx) => {
      await tx.query(`INSERT INTO customers VALUES ($1, 1, 'Aigerim')`, [id]);
      await outbox.addState(tx, CustomerStateV1, id);
      await tx.query(`UPDATE customers SET version = 2, name = 'Aisha' WHERE id = $1`, [id]);
      await outbox.addState(tx, CustomerStateV1, id);
    });
    await waitFor(async () => (await known(id)) === 'Aisha');

    await world.shopData.dataSource.transaction(async (tx) => {
      await tx.query('DELETE FROM customers WHERE id = $1', [id]);
      await outbox.addState(tx, CustomerStateV1, id);
    });

    await waitFor(async () => (await known(id)) === undefined);
    expect((await world.seen(id)).map(({ data }) => data)).toEqual([{ name: 'Aisha' }, null]);
  });

  it('is dropped when a newer one, or the deletion, was there before', async () => {
    const [id, deleted] = [uuidv7(), uuidv7()];
    const tombstone = eventOf(CustomerStateV1, deleted, Number.MAX_SAFE_INTEGER, { data: null });

    await world.publish(eventOf(CustomerStateV1, id, 5, { data: { name: 'new' } }), tombstone);
    await world.publish(
      eventOf(CustomerStateV1, id, 4, { data: { name: 'old' } }),
      eventOf(CustomerStateV1, deleted, 3),
    );
    await world.publish(eventOf(CustomerStateV1, id, 1, { epoch: 2, data: { name: 'restored' } }));

    await waitFor(async () => (await known(id)) === 'restored');
    expect((await world.seen(id)).map(({ sequence }) => sequence)).toEqual([5, 1]);
    expect(await known(deleted)).toBeUndefined();
  });
});

describe('the status', () => {
  it('is quiet on both sides when all is handled', async () => {
    await untilQuiet();

    expect(await store.get(MessagingStatus).read()).toMatchObject({ parked: 0, deadLetters: 0, doubles: 0, outbox: 0 });
    const figures = await shop.get(MessagingStatus).read();
    expect(figures).toMatchObject({ outbox: 0, outboxOldestMs: 0, pending: 0 });
    expect(figures.events).toEqual({ 'shop.order.placed.v1': 1, 'shop.order.shipped.v1': 1 });
    await waitFor(async () => (await store.get(MessagingStatus).read()).caughtUpAt);
  });
});

async function untilQuiet(): Promise<void> {
  await waitFor(async () => (await store.get(MessagingStatus).read()).pending === 0);
}

async function known(id: string): Promise<string | undefined> {
  const rows = await world.storeData.dataSource.query('SELECT name FROM known_customers WHERE id = $1', [id]);
  return rows[0]?.name;
}
