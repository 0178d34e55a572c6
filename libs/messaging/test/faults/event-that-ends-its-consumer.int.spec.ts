import { waitFor } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { BrokerAdmin } from '../broker-admin.js';
import { expectConverged } from '../convergence.js';
import { World } from '../world.js';

let world: World;

beforeAll(async () => {
  world = await World.create();
});

afterAll(() => world?.end());

describe('an event at which the process of its consumer ends', () => {
  it('is a dead letter after a few restarts, and the events of others are handled', async () => {
    const [bad, ...fine] = Array.from({ length: 5 }, () => uuidv7());
    const admin = await BrokerAdmin.of(world.broker);
    await admin.redeliverAfter(200);
    await admin.close();
    const shop = await world.startProcess('shop');
    for (const id of [bad!, ...fine]) await shop.order(id, { count: 2 });
    const troubles = { [bad!]: 'crashes' } as const;

    // Whoever keeps the service running starts it again each time.
    let store = await world.startProcess('store', { troubles, retry: { attempts: 4 } });
    for (let restarts = 0; restarts < 8 && (await isGoneOrDone(store, bad!)) === 'gone'; restarts++) {
      store = await world.startProcess('store', { troubles, retry: { attempts: 4 } });
    }

    for (const id of fine) await world.waitForSequences(id, [1, 2]);
    const [letter] = await store.deadLetters();
    expect(letter).toMatchObject({ aggregateId: bad, sequence: 1, waiting: 1 });
    await store.process.stop();
    const mended = await world.startProcess('store');
    await mended.redrive(letter!.id);
    await expectConverged(world);
  }, 60_000);
});

async function isGoneOrDone(store: Awaited<ReturnType<World['startProcess']>>, bad: string): Promise<'gone' | 'done'> {
  const end = async (): Promise<'gone' | 'done' | undefined> => {
    if (!store.process.isAlive) return 'gone';
    return (await world.rows('dead_letters', bad)).length > 0 ? 'done' : undefined;
  };
  return waitFor(end, { timeoutMs: 15_000 });
}
