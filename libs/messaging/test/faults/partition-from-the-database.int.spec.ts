import { FaultyProxy, waitFor, type Fault } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { expectConverged } from '../convergence.js';
import type { ServiceProcess } from '../service-process.js';
import { World } from '../world.js';

let world: World;
let roads: { shop: FaultyProxy; store: FaultyProxy };
let shop: ServiceProcess;

beforeAll(async () => {
  world = await World.create();
  roads = {
    shop: await FaultyProxy.before(world.shopData.url),
    store: await FaultyProxy.before(world.storeData.url),
  };
  const through = (name: 'shop' | 'store') => ({
    databaseUrl: roads[name].through(world[`${name}Data`].url),
    retry: { silentMs: 2000 },
  });
  [shop] = await Promise.all([
    world.startProcess('shop', through('shop')),
    world.startProcess('store', through('store')),
  ]);
});

afterAll(async () => {
  await world?.end();
  await Promise.all(Object.values(roads ?? {}).map((road) => road.stop()));
});

const faults: [what: string, fault: Fault, isReset: boolean][] = [
  ['refuses connections after it has reset them', { refuse: true }, true],
  ['resets connections once', {}, true],
  ['is a black hole', { silent: ['toServer', 'toClient'] }, false],
  ['lets nothing through from the database', { silent: ['toClient'] }, false],
  ['takes 200 ms each way', { latencyMs: 200 }, false],
  ['breaks in the middle of a statement', { cut: { direction: 'toServer', after: 300 } }, false],
  ['breaks before a commit arrives', { cut: { direction: 'toServer', after: 'COMMIT' } }, false],
];

describe.each(['shop', 'store'] as const)('between the %s and its database a network that', (side) => {
  it.each(faults)('%s ends no process and loses nothing that was confirmed', async (_what, fault, isReset) => {
    const id = uuidv7();
    const bitten = roads[side].bites();
    roads[side].set(fault);
    if (isReset) roads[side].reset();

    const place = (): Promise<string> => shop.order(id).then(always('confirmed'), always('unknown'));
    const orders = [place(), place(), place()];
    await bitten;
    roads[side].heal();
    const outcomes = await Promise.all(orders);

    await waitFor(() => shop.order(id).then(() => true), { timeoutMs: 10_000 });
    await expectConverged(world);
    const seen = (await world.seen(id)).length;
    expect(seen).toBeGreaterThanOrEqual(outcomes.filter((outcome) => outcome === 'confirmed').length + 1);
    expect(seen).toBeLessThanOrEqual(4);
  });
});

function always(outcome: string): () => string {
  return () => outcome;
}

describe('a commit whose answer never comes', () => {
  it('is published once, though the one who asked for it was told nothing', async () => {
    const [before, id] = [uuidv7(), uuidv7()];
    await shop.order(before);
    // Now nothing but its own look into the outbox tells the relay of more.
    await world.waitForSequences(before, [1]);
    roads.shop.set({ halfOpen: { direction: 'toServer', after: 'COMMIT' } });
    let answered = false;
    const order = shop.order(id).finally(() => (answered = true));
    order.catch(() => {});

    await world.waitForSequences(id, [1], 20_000);
    roads.shop.heal();

    expect(answered).toBe(false);
    await shop.order(id);
    await expectConverged(world);
    expect(await world.seen(id)).toHaveLength(2);
  });
});

describe('a connection of the outbox that the network has dropped without a word', () => {
  it('is given up for another one, which gets the lock', async () => {
    const id = uuidv7();
    const bitten = roads.shop.bites();
    roads.shop.set({ halfOpen: { direction: 'toServer', after: 'read-outbox' } });
    await bitten;
    // From now on only the old connection is dead.
    roads.shop.heal();

    await shop.order(id);

    await world.waitForSequences(id, [1], 40_000);
    await expectConverged(world);
  });
});

describe('a handler whose connection to the database breaks each time', () => {
  it('is called until it gets through: what the network does makes no dead letter', async () => {
    const id = uuidv7();
    roads.store.set({ cut: { direction: 'toServer', after: 'INSERT INTO seen' } });

    await shop.order(id);
    // More often than an event may fail.
    for (let attempt = 1; attempt <= 10; attempt++) await roads.store.bites();
    roads.store.heal();

    await world.waitForSequences(id, [1], 20_000);
    await expectConverged(world);
  });
});
