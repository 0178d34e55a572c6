import { TempBroker, waitFor } from '@app/testing';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { v7 as uuidv7 } from 'uuid';
import { OrderPlacedV1, shopManifest, storeManifest } from '../../test/shop.js';
import { eventOf } from '../../test/world.js';
import { PullSubscription } from './pull-subscription.js';

const AHEAD = 16;
/** So many looks in a row must find the same. */
const SAMPLES = 20;

let broker: TempBroker;
let store: NatsConnection;
let admin: NatsConnection;
let subscription: PullSubscription;

beforeAll(async () => {
  broker = await TempBroker.create([shopManifest, storeManifest]);
  [store, admin] = await Promise.all([broker.connectAs('store'), broker.connectAs('admin')]);
  subscription = new PullSubscription(store, { stream: 'EVENTS', durable: 'store', ahead: AHEAD, batch: 8 });
});

afterAll(async () => {
  subscription?.stop();
  await store?.close();
  await admin?.close();
  await broker?.stop();
});

describe('a pull subscription', () => {
  it('comes back to one open request after it has taken requests for lost that were not', async () => {
    await waitFor(async () => (await openRequests()) === 1);

    for (let times = 0; times < 5; times++) subscription.renew();
    await waitFor(async () => (await openRequests()) === 6);

    // For a moment there is none between one that has expired and the next one.
    const seen: number[] = [];
    await waitFor(
      async () => {
        seen.push(await openRequests());
        return seen.slice(-SAMPLES).filter((count) => count === 1).length === SAMPLES;
      },
      { timeoutMs: 8000, intervalMs: 50 },
    );
  }, 20_000);

  it('has no more messages here or on their way than it may', async () => {
    const shop = await broker.connectAs('shop');
    for (let count = 0; count < 5 * AHEAD; count++) {
      await jetstream(shop).publish('evt.shop.order.placed.v1', JSON.stringify(eventOf(OrderPlacedV1, uuidv7(), 1)));
    }
    await shop.close();

    let most = 0;
    for (let taken = 0; taken < 5 * AHEAD;) {
      most = Math.max(most, (await consumer()).num_ack_pending);
      const batch = await subscription.next();
      taken += batch.length;
      batch.forEach((delivery) => delivery.ack());
    }

    expect(most).toBeGreaterThan(AHEAD / 2);
    expect(most).toBeLessThanOrEqual(AHEAD + 8);
  });
});

async function consumer() {
  return (await jetstreamManager(admin)).consumers.info('EVENTS', 'store');
}

async function openRequests(): Promise<number> {
  return (await consumer()).num_waiting;
}
