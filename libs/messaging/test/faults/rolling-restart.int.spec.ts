import { waitFor } from '@app/testing';
import { expectConverged } from '../convergence.js';
import { OrderLoad } from '../order-load.js';
import type { ServiceProcess } from '../service-process.js';
import { World } from '../world.js';

let world: World;

beforeAll(async () => {
  world = await World.create();
});

afterAll(() => world?.end());

describe('a rolling restart of two replicas under load', () => {
  it('fails no command, loses no event and has none handled twice', async () => {
    await world.start('store');
    let shops: ServiceProcess[] = await Promise.all([world.startProcess('shop'), world.startProcess('shop')]);
    let turn = 0;
    const load = new OrderLoad(() => shops[turn++ % shops.length]!);

    for (const leaving of shops) {
      const before = load.total;
      const fresh = await world.startProcess('shop');
      // As a balancer does with one that is not ready any more.
      shops = [...shops.filter((shop) => shop !== leaving), fresh];
      await leaving.process.stop();
      await waitFor(() => load.total > before + 20, { timeoutMs: 10_000 });
    }
    await load.stop();

    expect(load.unknown.size).toBe(0);
    await expectConverged(world);
  }, 90_000);
});
