import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { waitFor } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { CustomerStateV1, OrderPlacedV1, OrderShippedV1, OrderTooLarge, trouble } from '../../test/shop.js';
import { eventOf, World } from '../../test/world.js';
import { bury, note } from './dead-letter-rows.js';
import { DeadLetterNotFound, DeadLetters, DeadLetterUnreadable, type DeadLetter } from './dead-letters.js';
import { NewerVersionHandles } from '../owners/backfill-rows.js';
import { MessagingStatus } from '../status/messaging-status.js';

let world: World;
let store: NestFastifyApplication;
let deadLetters: DeadLetters;

beforeAll(async () => {
  world = await World.create();
  store = await world.start('store', { retry: { replicaMs: 1500 } });
  deadLetters = store.get(DeadLetters);
});

afterAll(() => world?.end());

describe('a fact that breaks a rule', () => {
  it('becomes a dead letter at once and holds back its aggregate, but no other', async () => {
    const [id, other] = [uuidv7(), uuidv7()];
    refuse(id);

    await world.publish(...[1, 2, 3].map((sequence) => eventOf(OrderPlacedV1, id, sequence)));
    await world.publish(eventOf(OrderPlacedV1, other, 1));

    await world.waitForSequences(other, [1]);
    const letter = await deadLetterOf(id);
    expect(letter).toMatchObject({ code: 'order-too-large', attempts: 1, sequence: 1, state: 'open' });
    await waitFor(async () => (await deadLetterOf(id)).waiting === 2);
    expect(await world.rows('parked', id)).toMatchObject([{ reason: 'dead-letter' }, { reason: 'dead-letter' }]);
    expect(await world.seen(id)).toEqual([]);
    expect((await store.get(MessagingStatus).read()).deadLetters).toBe(1);
  });

  it('is replayed with all that waits behind it, in order', async () => {
    const id = uuidv7();
    refuse(id);
    await world.publish(...[1, 2, 3].map((sequence) => eventOf(OrderPlacedV1, id, sequence)));
    const letter = await waitFor(async () => {
      const found = await deadLetterOf(id);
      return found.waiting === 2 ? found : undefined;
    });

    await expect(deadLetters.redrive(letter.id, 'operator')).rejects.toThrow(OrderTooLarge);
    expect((await deadLetterOf(id)).attempts).toBe(2);
    trouble.delete(id);
    await deadLetters.redrive(letter.id, 'operator');

    await world.waitForSequences(id, [1, 2, 3]);
    expect(await world.rows('dead_letters', id)).toMatchObject([{ state: 'replayed', actor: 'operator' }]);
    expect(await world.rows('positions', id)).toMatchObject([{ sequence: '3', applied: '3', held: null }]);
    await expect(deadLetters.redrive(letter.id, 'operator')).rejects.toThrow(DeadLetterNotFound);
  });

  it('is passed over when it is discarded with a reason', async () => {
    const id = uuidv7();
    refuse(id);
    await world.publish(eventOf(OrderPlacedV1, id, 1), eventOf(OrderPlacedV1, id, 2));
    const letter = await deadLetterOf(id);
    trouble.delete(id);

    await deadLetters.discard(letter.id, 'operator', 'The order was a test');

    await world.waitForSequences(id, [2]);
    await world.publish(eventOf(OrderPlacedV1, id, 3));
    await world.waitForSequences(id, [2, 3]);
    expect(await world.rows('dead_letters', id)).toMatchObject([{ state: 'discarded', note: 'The order was a test' }]);
    expect((await store.get(MessagingStatus).read()).doubles).toBe(0);
  });

  it('stays the same dead letter when it is delivered again', async () => {
    const id = uuidv7();
    refuse(id);
    const event = eventOf(OrderPlacedV1, id, 1);
    await world.publish(event);
    const letter = await deadLetterOf(id);

    await world.publish(event);
    await untilQuiet();
    trouble.delete(id);
    await deadLetters.redrive(letter.id, 'operator');

    await world.waitForSequences(id, [1]);
    expect(await world.rows('parked', id)).toEqual([]);
  });
});

describe('a dead letter of a newer version of this service', () => {
  it('is not passed over when it is replayed where nothing handles it', async () => {
    const id = uuidv7();
    const { dataSource } = world.storeData;
    await dataSource.query(`INSERT INTO handled_facts VALUES ('shop.order.shipped.v1', 'shop.order')`);
    const incoming = { kind: 'fact', aggregate: 'shop.order', event: eventOf(OrderShippedV1, id, 1) } as const;
    await dataSource.transaction((tx) => bury(tx, incoming, new Error('a bug')));
    const letter = await deadLetterOf(id);

    await expect(deadLetters.redrive(letter.id, 'operator')).rejects.toThrow(NewerVersionHandles);

    expect(await deadLetterOf(id)).toMatchObject({ state: 'open', attempts: 1 });
    expect(await world.rows('positions', id)).toMatchObject([{ sequence: '0', held: 'dead-letter' }]);
  });
});

describe('a dead letter that holds nothing back', () => {
  it('leaves another one of its aggregate to hold back what it does when it is discarded', async () => {
    const id = uuidv7();
    const passed = eventOf(OrderPlacedV1, id, 1);
    trouble.set(id, ({ sequence }) => {
      if (sequence === 2) throw new OrderTooLarge('too large');
    });
    await world.publish(passed, eventOf(OrderPlacedV1, id, 2), eventOf(OrderPlacedV1, id, 3));
    const holding = await deadLetterOf(id);
    await waitFor(async () => (await world.rows('parked', id)).length === 1);
    // As when a fact of the past is brought in and refused.
    await world.storeData.dataSource.transaction((tx) =>
      note(tx, { kind: 'fact', aggregate: 'shop.order', event: passed }, new Error('refused'), 1),
    );
    const other = (await deadLetters.list('open', null, 500)).find(({ eventId }) => eventId === passed.id);

    await deadLetters.discard(other!.id, 'operator', 'Nobody needs it');

    expect(await world.rows('positions', id)).toMatchObject([{ sequence: '1', held: 'dead-letter' }]);
    expect(await world.rows('parked', id)).toMatchObject([{ sequence: '3', reason: 'dead-letter' }]);
    trouble.delete(id);
    await deadLetters.redrive(holding.id, 'operator');
    await world.waitForSequences(id, [1, 2, 3]);
  });
});

describe('other errors', () => {
  it('are tried a few times first', async () => {
    const id = uuidv7();
    let attempts = 0;
    trouble.set(id, () => {
      attempts += 1;
      throw new TypeError('a bug');
    });

    await world.publish(eventOf(OrderPlacedV1, id, 1));

    const letter = await deadLetterOf(id, 10_000);
    expect(letter).toMatchObject({ code: 'handler-failed', reason: 'TypeError: a bug', attempts: 8 });
    // The first attempt of a batch is repeated in a transaction of its own only when there are others in it.
    expect(attempts).toBe(8);
  });

  it('of the contract are found before the handler', async () => {
    const id = uuidv7();

    await world.publish(eventOf(OrderPlacedV1, id, 1, { data: { total: 'many' } }));

    const letter = await deadLetterOf(id);
    expect(letter).toMatchObject({ code: 'contract-broken', reason: expect.stringContaining('/total') });
  });

  it('keep what is no event, with its text', async () => {
    await world.publishText('evt.shop.order.placed.v1', '{"id": oops');

    const letter = await waitFor(async () => (await deadLetters.list()).find(({ code }) => code === 'envelope-broken'));
    expect(letter).toMatchObject({ event: '{"id": oops', type: 'evt.shop.order.placed.v1', aggregate: null });
    await expect(deadLetters.redrive(letter.id, 'operator')).rejects.toThrow(DeadLetterUnreadable);
    await deadLetters.discard(letter.id, 'operator', 'Nobody knows what it was');
    expect((await deadLetters.list()).map(({ id }) => id)).not.toContain(letter.id);
  });

  it('end the wait for a row that never comes', async () => {
    const [id, customerId] = [uuidv7(), uuidv7()];

    await world.publish(eventOf(OrderPlacedV1, id, 1, { data: { total: 1, customerId } }));

    const letter = await deadLetterOf(id, 6000);
    expect(letter).toMatchObject({ code: 'replica-behind', reason: expect.stringContaining(customerId) });
    await world.publish(eventOf(CustomerStateV1, customerId, 1));
    await untilQuiet();
    await deadLetters.redrive(letter.id, 'operator');
    await world.waitForSequences(id, [1]);
  });
});

function refuse(id: string): void {
  trouble.set(id, () => {
    throw new OrderTooLarge('too large');
  });
}

async function deadLetterOf(id: string, timeoutMs = 5000): Promise<DeadLetter> {
  const find = async (): Promise<DeadLetter | undefined> =>
    (await deadLetters.list('open', null, 500)).find((letter) => letter.aggregateId === id);
  return waitFor(find, { timeoutMs });
}

async function untilQuiet(): Promise<void> {
  await waitFor(async () => (await store.get(MessagingStatus).read()).pending === 0);
}
