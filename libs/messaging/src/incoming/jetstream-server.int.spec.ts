import { waitFor } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { CustomerStateV1, OrderPlacedV1, trouble } from '../../test/shop.js';
import { eventOf, World } from '../../test/world.js';

/** Far less than a service is given to end. */
const SOON_MS = 3000;
const HANDLING_MS = 200;
const CHAIN = 40;

let world: World;

beforeAll(async () => {
  world = await World.create();
});

afterAll(() => world?.end());

describe('a service that is told to end', () => {
  it('ends at once although it has never reached the broker', async () => {
    const nats = { url: 'nats://127.0.0.1:1', ...world.broker.users.store! };
    const store = await world.start('store', { nats });

    expect(await durationOf(() => world.stop(store))).toBeLessThan(SOON_MS);
  });

  it('leaves a long chain of parked facts to the next one', async () => {
    const [id, customerId] = [uuidv7(), uuidv7()];
    const sequences = Array.from({ length: CHAIN }, (_, place) => place + 1);
    const store = await world.start('store');
    await world.publish(eventOf(OrderPlacedV1, id, 1, { data: { total: 1, customerId } }));
    await world.publish(...sequences.slice(1).map((sequence) => eventOf(OrderPlacedV1, id, sequence)));
    await waitFor(async () => (await world.rows('parked', id)).length === CHAIN);
    trouble.set(id, () => new Promise((resolve) => setTimeout(resolve, HANDLING_MS)));
    await world.publish(eventOf(CustomerStateV1, customerId, 1));
    await waitFor(async () => (await world.seen(id)).length > 0);

    expect(await durationOf(() => world.stop(store))).toBeLessThan(SOON_MS);
    expect((await world.seen(id)).length).toBeLessThan(CHAIN);
    trouble.delete(id);
    await world.start('store');
    await world.waitForSequences(id, sequences, 10_000);
  }, 30_000);
});

async function durationOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
