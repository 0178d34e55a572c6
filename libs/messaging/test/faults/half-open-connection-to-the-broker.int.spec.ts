import { FaultyProxy, waitFor } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { expectConverged } from '../convergence.js';
import type { ServiceProcess } from '../service-process.js';
import { World } from '../world.js';

let world: World;
let roads: { shop: FaultyProxy; store: FaultyProxy };
let shop: ServiceProcess;

beforeAll(async () => {
  world = await World.create();
  roads = { shop: await FaultyProxy.before(world.broker.url), store: await FaultyProxy.before(world.broker.url) };
  [shop] = await Promise.all([start('shop'), start('store')]);
});

afterAll(async () => {
  await world?.end();
  await Promise.all(Object.values(roads ?? {}).map((road) => road.stop()));
});

describe.each(['shop', 'store'] as const)('a connection between the %s and the broker', (side) => {
  it('that the network has dropped without a word is given up for another one', async () => {
    const id = uuidv7();
    const bitten = roads[side].bites();
    roads[side].set({ halfOpen: { direction: 'toServer', after: 0 } });
    await shop.order(id, { count: 3 });
    await bitten;
    const before = roads[side].accepted;
    // From now on only the old connection is dead.
    roads[side].heal();

    await waitFor(() => roads[side].accepted > before, { timeoutMs: 20_000 });
    await shop.order(id);
    await expectConverged(world);
    expect(await world.seen(id)).toHaveLength(4);
  });
});

async function start(name: 'shop' | 'store'): Promise<ServiceProcess> {
  return world.startProcess(name, {
    nats: { ...world.broker.users[name]!, url: roads[name].through(world.broker.url) },
  });
}
