import { TempCluster, testRun, waitFor } from '@app/testing';
import { expectConverged } from '../convergence.js';
import { OrderLoad } from '../order-load.js';
import type { ServiceProcess } from '../service-process.js';
import { shopManifest, storeManifest } from '../shop.js';
import { World } from '../world.js';

const rounds = testRun().isFull ? 5 : 1;
let world: World;
let cluster: TempCluster;
let shop: ServiceProcess;
let load: OrderLoad | undefined;

beforeAll(async () => {
  [world, cluster] = await Promise.all([World.create(), TempCluster.create([shopManifest, storeManifest])]);
  const nats = (user: string) => ({ nats: { url: cluster.url, user, password: user } });
  [shop] = await Promise.all([world.startProcess('shop', nats('shop')), world.startProcess('store', nats('store'))]);
}, 60_000);

afterAll(async () => {
  await load?.stop();
  await world?.end();
  await cluster?.stop();
}, 30_000);

describe('a cluster of three brokers whose leader is killed under load', () => {
  it(
    'has another one that takes what is published, and nothing is lost or done twice',
    async () => {
      load = new OrderLoad(() => shop);
      for (let round = 0; round < rounds; round++) {
        await waitFor(async () => (await shop.status()).events['shop.order.placed.v1']! > 20 * (round + 1));
        const leader = await waitFor(() => cluster.leaderOf('EVENTS'), { timeoutMs: 20_000 });
        await cluster.kill(leader);

        await waitFor(async () => ![undefined, leader].includes(await cluster.leaderOf('EVENTS')), {
          timeoutMs: 30_000,
        });
        await cluster.start(leader);
      }
      await load.stop();

      await expectConverged(world, { timeoutMs: 45_000 });
      expect(load.unknown.size).toBe(0);
    },
    60_000 + rounds * 60_000,
  );
});
