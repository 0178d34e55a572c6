import { FaultyRoutes, TempCluster, testRun, waitFor } from '@app/testing';
import { expectConverged } from '../convergence.js';
import { OrderLoad } from '../order-load.js';
import type { ServiceProcess } from '../service-process.js';
import { shopManifest, storeManifest } from '../shop.js';
import { World } from '../world.js';

/** Longer than a leader takes itself for one without the others, and in a full run than a route is kept without answers. */
const silenceMs = testRun().isFull ? 120_000 : 12_000;

let world: World;
let cluster: TempCluster;
let routes: FaultyRoutes;
let load: OrderLoad | undefined;
let services: ServiceProcess[] = [];

beforeAll(async () => {
  routes = new FaultyRoutes();
  [world, cluster] = await Promise.all([
    World.create(),
    TempCluster.create([shopManifest, storeManifest], { routesThrough: routes }),
  ]);
}, 90_000);

afterEach(async () => {
  routes?.heal();
  await load?.stop();
  await Promise.all(services.map(({ process }) => process.kill()));
});

afterAll(async () => {
  await world?.end();
  await cluster?.stop();
  await routes?.stop();
}, 30_000);

const leader = ['the leader', (node: string, first: string) => node === first] as const;
const follower = ['a follower', (node: string, first: string) => node !== first] as const;

describe.each(testRun().isFull ? [leader, follower] : [leader])(
  'a cluster of three brokers of which %s is cut off from the others under load',
  (_which, isMeant) => {
    it(
      'goes on without it, and what is recorded beside it waits and is published once the network is back',
      async () => {
        const first = await waitFor(() => cluster.leaderOf('EVENTS'), { timeoutMs: 20_000 });
        const node = cluster.nodes.find((one) => isMeant(one, first))!;
        const others = cluster.nodes.filter((one) => one !== node);
        services = await Promise.all([start('shop', node), start('store', node)]);
        load = new OrderLoad(() => services[0]!);
        const before = await seenCount();
        await waitFor(async () => (await seenCount()) > before + 100, { timeoutMs: 20_000 });

        routes.cutOff(node);
        await waitFor(async () => ![undefined, node].includes(await cluster.leaderOf('EVENTS', others)), {
          timeoutMs: 30_000,
        });
        const isOld = async (): Promise<boolean> => (await services[0]!.status()).outboxOldestMs > silenceMs;
        await waitFor(isOld, { timeoutMs: silenceMs + 20_000, intervalMs: 200 });
        const confirmed = load.total;
        await waitFor(() => load!.total > confirmed);
        routes.heal();
        await load.stop();

        await expectConverged(world, { timeoutMs: 60_000 });
        expect(load.unknown.size).toBe(0);
      },
      silenceMs + 180_000,
    );
  },
);

async function start(name: 'shop' | 'store', node: string): Promise<ServiceProcess> {
  return world.startProcess(name, { nats: { url: cluster.urlOf([node]), user: name, password: name } });
}

async function seenCount(): Promise<number> {
  const [row] = await world.storeData.dataSource.query<{ count: number }[]>('SELECT count(*)::int AS count FROM seen');
  return row!.count;
}
