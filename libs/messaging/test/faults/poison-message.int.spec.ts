import { waitFor } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { expectConverged } from '../convergence.js';
import { OrderPlacedV1 } from '../shop.js';
import type { ServiceProcess } from '../service-process.js';
import { eventOf, World } from '../world.js';

let world: World;
let shop: ServiceProcess;

beforeEach(async () => {
  world = await World.create();
  shop = await world.startProcess('shop');
});

afterEach(() => world?.end());

describe('an event that cannot be handled', () => {
  it('because it breaks its contract is a dead letter at once, and the events of others flow on', async () => {
    const [broken, fine] = [uuidv7(), uuidv7()];
    const store = await world.startProcess('store');

    await world.publish(eventOf(OrderPlacedV1, broken, 1, { data: { total: 'a lot' } }));
    await world.publishText('evt.shop.order.placed.v1', 'no event at all');
    await shop.order(fine, { count: 3 });

    await world.waitForSequences(fine, [1, 2, 3]);
    const letters = await waitFor(async () => {
      const found = await store.deadLetters();
      return found.length === 2 ? found : undefined;
    });
    expect(letters.map(({ code }) => code).toSorted()).toEqual(['contract-broken', 'envelope-broken']);
    await world.publish(eventOf(OrderPlacedV1, broken, 2));
    await waitFor(async () => (await world.rows('parked', broken)).length === 1);
    for (const { id } of letters) await store.discard(id);
    await world.waitForSequences(broken, [2]);
  });

  it('because its handler fails is a dead letter after a few attempts, and is handled once that is mended', async () => {
    const [bad, fine] = [uuidv7(), uuidv7()];
    const store = await world.startProcess('store', { troubles: { [bad]: 'throws' } });

    await shop.order(bad, { count: 2 });
    await shop.order(fine, { count: 3 });

    await world.waitForSequences(fine, [1, 2, 3]);
    const [letter] = await waitFor(async () => {
      const found = await store.deadLetters();
      return found.length === 1 ? found : undefined;
    });
    expect(letter).toMatchObject({ aggregateId: bad, sequence: 1, code: 'handler-failed', attempts: 8, waiting: 1 });
    await expect(store.redrive(letter!.id)).rejects.toThrow('500');
    await store.process.stop();
    const mended = await world.startProcess('store');
    await mended.redrive(letter!.id);

    await world.waitForSequences(bad, [1, 2]);
    await expectConverged(world);
  });
});
