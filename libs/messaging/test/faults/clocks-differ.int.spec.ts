import { waitFor } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { OrderPlacedV1 } from '../shop.js';
import { expectConverged } from '../convergence.js';
import { eventOf, World } from '../world.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let world: World;

beforeEach(async () => {
  world = await World.create();
});

afterEach(() => world?.end());

describe('machines whose clocks differ', () => {
  it('keep order and count: neither facts nor parked ones are ordered by time', async () => {
    const id = uuidv7();
    const [ahead, behind, store] = await Promise.all([
      world.startProcess('shop', { clockShiftMs: 10 * MINUTE }),
      world.startProcess('shop', { clockShiftMs: -10 * MINUTE }),
      world.startProcess('store', { troubles: { [id]: 'throws' }, retry: { attempts: 2 } }),
    ]);

    for (const shop of [ahead, behind, ahead, behind, ahead, behind]) await shop.order(id);
    const [letter] = await waitFor(async () => {
      const letters = await store.deadLetters();
      return letters[0]?.waiting === 5 ? letters : undefined;
    });
    await store.process.stop();
    const repaired = await world.startProcess('store', { clockShiftMs: -10 * MINUTE });
    await repaired.redrive(letter!.id);

    await world.waitForSequences(id, [1, 2, 3, 4, 5, 6]);
    await expectConverged(world);
  });
});

describe('a clock that jumps by a day', () => {
  it('makes nothing that waits expire, and lets nothing wait longer', async () => {
    const [id, late, customerId] = [uuidv7(), uuidv7(), uuidv7()];
    const tomorrow = await world.startProcess('store', { clockShiftMs: DAY });
    await world.publish(
      eventOf(OrderPlacedV1, id, 1, { data: { total: 1, customerId } }),
      eventOf(OrderPlacedV1, late, 2),
    );
    await waitFor(async () => (await world.rows('parked', id)).length === 1);
    // The sweep has been there, and has decided.
    const isSwept = async () =>
      (await world.rows('dead_letters', id)).length > 0 ||
      (await world.rows<{ attempts: number }>('parked', id))[0]!.attempts > 0;
    await waitFor(isSwept);
    expect(await world.rows('dead_letters', id)).toEqual([]);

    await tomorrow.process.stop();
    const [shop] = await Promise.all([
      world.startProcess('shop', { clockShiftMs: DAY }),
      world.startProcess('store', { clockShiftMs: -DAY }),
    ]);
    await shop.customer(customerId, 'Aigerim');
    await world.publish(eventOf(OrderPlacedV1, late, 1));

    await world.waitForSequences(id, [1], 5000);
    await world.waitForSequences(late, [1, 2], 5000);
  });
});
