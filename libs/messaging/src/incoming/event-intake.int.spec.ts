import { waitFor } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { CustomerStateV1, OrderPlacedV1, OrderShippedV1, trouble } from '../../test/shop.js';
import { eventOf, World } from '../../test/world.js';
import { EventIntake, type Delivery } from './event-intake.js';
import { MessagingStatus } from '../status/messaging-status.js';

let world: World;
let store: NestFastifyApplication;

beforeAll(async () => {
  world = await World.create();
  store = await world.start('store');
});

afterAll(() => world?.end());

describe('a batch of deliveries', () => {
  it('is dropped when it comes again because its acknowledgments were lost', async () => {
    const id = uuidv7();
    const batch = [1, 2, 3].map((sequence) => aDelivery(eventOf(OrderPlacedV1, id, sequence)));

    await store.get(EventIntake).process(batch);
    await store.get(EventIntake).process(batch);

    expect((await world.seen(id)).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(batch.map(({ answers }) => answers)).toEqual(Array.from({ length: 3 }, () => ['ack', 'ack']));
  });

  it('is one transaction, and one for each half when something in it fails', async () => {
    const [good, bad] = [uuidv7(), uuidv7()];
    const transactions = async (): Promise<number> =>
      Number((await world.storeData.dataSource.query('SELECT count(DISTINCT xmin::text) AS count FROM seen'))[0].count);
    const before = await transactions();

    await store.get(EventIntake).process([1, 2, 3].map((number) => aDelivery(eventOf(OrderPlacedV1, good, number))));
    expect((await transactions()) - before).toBe(1);
    trouble.set(bad, () => {
      throw new Error('a bug');
    });
    const mixed = [eventOf(OrderPlacedV1, bad, 1), ...[4, 5, 6].map((number) => eventOf(OrderPlacedV1, good, number))];
    const deliveries = mixed.map(aDelivery);
    await store.get(EventIntake).process(deliveries);

    expect((await transactions()) - before).toBe(3);
    expect(deliveries.map(({ answers }) => answers)).toEqual([['again 50'], ['ack'], ['ack'], ['ack']]);
  });

  it('says that it goes on while a handler is slow', async () => {
    const id = uuidv7();
    const delivery = aDelivery(eventOf(OrderPlacedV1, id, 1));
    trouble.set(id, () => new Promise((resolve) => setTimeout(resolve, 3500)));

    await store.get(EventIntake).process([delivery]);

    expect(delivery.answers).toEqual(['working', 'ack']);
  });
});

describe('two replicas of a consumer', () => {
  it('apply each event once and in order, whatever order and however often events come', async () => {
    const dataSource = await new DataSource(world.storeData.dataSource.options).initialize();
    const second = await world.start('store', { dataSource });
    const ids = Array.from({ length: 12 }, () => uuidv7());
    const customerId = uuidv7();
    const events = ids.flatMap((id, place) => factsOf(id, place % 3 === 0 ? customerId : undefined));
    const twice = shuffled([...events, ...events.filter((_, place) => place % 4 === 0)]);

    await Promise.all([
      ...Array.from({ length: 4 }, (_, part) => world.publish(...twice.filter((__, place) => place % 4 === part))),
      world.publish(eventOf(CustomerStateV1, customerId, 1)),
    ]);

    const expected = Array.from({ length: 10 }, (_, place) => place + 1).filter((sequence) => sequence % 5 !== 0);
    for (const id of ids) await world.waitForSequences(id, expected, 20_000);
    await waitFor(async () => (await store.get(MessagingStatus).read()).pending === 0);
    await waitFor(async () => (await store.get(MessagingStatus).read()).parked === 0);
    const figures = await store.get(MessagingStatus).read();
    expect(figures).toMatchObject({ parked: 0, deadLetters: 0, doubles: 0 });
    await world.stop(second);
    await dataSource.destroy();
  });
});

/** Ten facts, every fifth of which the store does not handle; the first may need a customer. */
function factsOf(id: string, customerId?: string) {
  return Array.from({ length: 10 }, (_, place) => {
    const sequence = place + 1;
    if (sequence % 5 === 0) return eventOf(OrderShippedV1, id, sequence, { data: {} });
    return eventOf(OrderPlacedV1, id, sequence, { data: { total: 1, ...(customerId ? { customerId } : {}) } });
  });
}

function shuffled<T>(items: T[]): T[] {
  return items
    .map((item) => ({ item, order: Math.random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ item }) => item);
}

function aDelivery(event: ReturnType<typeof eventOf>): Delivery & { answers: string[] } {
  const answers: string[] = [];
  return {
    subject: event.type.replace('tulga.', 'evt.'),
    text: JSON.stringify(event),
    place: 'EVENTS:1',
    attempt: 1,
    answers,
    ack: () => answers.push('ack'),
    again: (delayMs) => answers.push(`again ${delayMs}`),
    working: () => answers.push('working'),
  };
}
