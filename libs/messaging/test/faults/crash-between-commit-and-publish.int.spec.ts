import { setTimeout as sleep } from 'node:timers/promises';
import { SeededRandom, testRun } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { expectConverged } from '../convergence.js';
import { OrderLoad } from '../order-load.js';
import { World } from '../world.js';

const rounds = testRun().isFull ? 200 : 8;
let world: World;
let load: OrderLoad | undefined;

beforeEach(async () => {
  world = await World.create();
});

afterEach(async () => {
  await load?.stop();
  await world?.end();
});

describe('a publisher that dies between commit and publish', () => {
  it('publishes after its restart what it had committed', async () => {
    const id = uuidv7();
    const [dying] = await Promise.all([
      world.startProcess('shop', { failPoint: 'before-publish:1' }),
      world.startProcess('store'),
    ]);
    // It may die before it can answer.
    await dying.order(id, { count: 3 }).catch(() => {});
    expect((await dying.process.exited).signal).toBe('SIGKILL');
    expect(await world.seen(id)).toEqual([]);

    await world.startProcess('shop');

    await world.waitForSequences(id, [1, 2, 3], 10_000);
    await expectConverged(world);
  }, 60_000);

  it(
    `loses nothing that it has confirmed when it is killed at ${rounds} random moments`,
    async () => {
      const random = new SeededRandom('kills of a publisher');
      let [shop] = await Promise.all([world.startProcess('shop'), world.startProcess('store')]);
      load = new OrderLoad(() => shop);

      for (let round = 0; round < rounds; round++) {
        const [dying, next] = [shop, await world.startProcess('shop')];
        await sleep(random.between(0, 100));
        await dying.process.kill();
        shop = next;
      }
      await load.stop();

      await expectConverged(world);
      expect(load.confirmed.size).toBe(4);
      for (const [id, confirmed] of load.confirmed) {
        const seen = (await world.seen(id)).length;
        expect(seen).toBeGreaterThanOrEqual(confirmed);
        expect(seen).toBeLessThanOrEqual(confirmed + (load.unknown.get(id) ?? 0));
      }
    },
    60_000 + rounds * 5000,
  );
});
