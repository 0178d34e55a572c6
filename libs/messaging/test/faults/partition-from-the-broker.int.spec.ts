import { FaultyProxy, type Fault } from '@app/testing';
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

const faults: [what: string, fault: Fault, isReset: boolean][] = [
  ['refuses connections after it has reset them', { refuse: true }, true],
  ['is a black hole', { silent: ['toServer', 'toClient'] }, false],
  ['lets nothing through to the broker', { silent: ['toServer'] }, false],
  ['lets nothing through from the broker', { silent: ['toClient'] }, false],
  ['takes half a second each way', { latencyMs: 500 }, false],
  ['lets through 500 bytes a second', { bytesPerSecond: 500 }, false],
  ['breaks in the middle of a message', { cut: { direction: 'toServer', after: 700 } }, false],
];

describe.each(['shop', 'store'] as const)('between the %s and the broker a network that', (side) => {
  it.each(faults)('%s keeps no command waiting and loses nothing', async (_what, fault, isReset) => {
    const [id, customerId] = [uuidv7(), uuidv7()];
    roads[side].set(fault);
    if (isReset) roads[side].reset();
    // Not the reset, but what comes after it.
    const bitten = roads[side].bites();

    await shop.customer(customerId, 'Aigerim');
    await shop.order(id, { count: 3, customerId });
    await shop.order(id, { count: 3 });
    await bitten;
    roads[side].heal();

    await world.waitForSequences(id, [1, 2, 3, 4, 5, 6], 20_000);
    await expectConverged(world);
  });
});

async function start(name: 'shop' | 'store'): Promise<ServiceProcess> {
  return world.startProcess(name, {
    nats: { ...world.broker.users[name]!, url: roads[name].through(world.broker.url) },
  });
}
