import { randomUUID } from 'node:crypto';
import { waitFor } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OrderPlacedV1, OrderTooLarge, trouble } from '../../test/shop.js';
import { eventOf, World } from '../../test/world.js';
import { MessagingStatus } from './messaging-status.js';

let world: World;
let store: NestFastifyApplication;
const gauges = () => store.get(MessagingStatus).gauges();

beforeEach(async () => {
  world = await World.create();
  store = await world.start('store');
});

afterEach(() => world?.end());

describe('MessagingStatus', () => {
  it('tells what waits, and for what', async () => {
    const [refused, early] = [randomUUID(), randomUUID()];
    trouble.set(refused, () => {
      throw new OrderTooLarge('Too large');
    });

    for (const sequence of [1, 2]) await world.publish(eventOf(OrderPlacedV1, refused, sequence));
    await world.publish(eventOf(OrderPlacedV1, early, 3));

    await waitFor(
      async () => (await world.rows('parked', refused)).length + (await world.rows('parked', early)).length === 2,
    );
    expect(await gauges()).toMatchObject({
      database: { outbox: 0, outboxOldestMs: 0, parked: { 'dead-letter': 1, gap: 1 }, deadLetters: 1, doubles: 0 },
      isBrokerThere: true,
    });
    expect(await store.get(MessagingStatus).read()).toMatchObject({ parked: 2, deadLetters: 1 });
  });

  it('tells what was delivered again and again', async () => {
    const order = randomUUID();
    trouble.set(order, () => {
      throw Object.assign(new Error('The connection is lost'), { code: 'ECONNRESET' });
    });

    await world.publish(eventOf(OrderPlacedV1, order, 1));

    const facts = async () => (await gauges()).lags?.find(({ stream }) => stream === 'EVENTS');
    await waitFor(async () => (await facts())?.redelivered === 1);
    expect(await facts()).toMatchObject({ pending: 0, ackPending: 1 });
    expect(await store.get(MessagingStatus).read()).toMatchObject({ pending: 1, redelivered: 1 });
  });

  it('goes on without a broker, and says that it cannot tell what that has', async () => {
    await world.broker.stopServer();

    await waitFor(async () => !(await gauges()).isBrokerThere);
    expect(await gauges()).toMatchObject({ lags: null, database: { outbox: 0 } });
    expect(await store.get(MessagingStatus).read()).toMatchObject({ pending: -1, redelivered: -1 });
    await world.broker.start();
  });

  it('counts a fact that was applied twice', async () => {
    await world.storeData.dataSource.query(
      `INSERT INTO positions (kind, aggregate, aggregate_id, epoch, sequence, applied)
       VALUES ('fact', 'shop.order', 'one', 1, 3, 5), ('fact', 'shop.order', 'other', 1, 3, 2)`,
    );

    expect((await gauges()).database?.doubles).toBe(2);
  });
});
