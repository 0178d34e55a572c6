import { FaultyProxy, waitFor } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { BrokerAdmin } from '../broker-admin.js';
import { expectConverged } from '../convergence.js';
import { relayHolder } from '../relay-holder.js';
import type { ServiceProcess } from '../service-process.js';
import { World } from '../world.js';

let world: World;
let admin: BrokerAdmin;
let road: FaultyProxy;
let zombie: ServiceProcess;
let successor: ServiceProcess;

beforeAll(async () => {
  world = await World.create();
  admin = await BrokerAdmin.of(world.broker);
  road = await FaultyProxy.before(world.broker.url);
  const nats = { ...world.broker.users.shop!, url: road.through(world.broker.url) };
  [zombie] = await Promise.all([world.startProcess('shop', { nats }), world.startProcess('store')]);
  await waitFor(async () => (await relayHolder(world))?.pid === zombie.process.pid);
  successor = await world.startProcess('shop');
});

afterAll(async () => {
  await admin?.close();
  await world?.end();
  await road?.stop();
});

describe('a publisher whose lock is taken from it while a batch is on its way', () => {
  it('is succeeded by another; what then arrives of it is a second copy of a fact and an old state, and does nothing', async () => {
    const [id, customerId] = [uuidv7(), uuidv7()];
    // One batch with all of it is read when the zombie goes on, and gets stuck on the road.
    zombie.process.pause();
    road.set({ silent: ['toServer'] });
    await successor.order(id, { count: 5 });
    await successor.customer(customerId, 'old');
    zombie.process.resume();
    await waitFor(() => road.onTheWay > 2000, { timeoutMs: 10_000 });

    await terminate((await relayHolder(world))!.backend);
    await successor.customer(customerId, 'new');
    await waitFor(async () => (await relayHolder(world))?.pid === successor.process.pid);
    await world.waitForSequences(id, [1, 2, 3, 4, 5]);
    await waitFor(async () => (await known(customerId)) === 'new');
    road.heal();

    await waitFor(async () => (await stateVersions(customerId)).length > 1);
    expect((await stateVersions(customerId)).slice(0, 2)).toEqual([2, 1]);
    await successor.order(id);
    await world.waitForSequences(id, [1, 2, 3, 4, 5, 6]);
    await expectConverged(world);
    expect((await admin.stored('EVENTS', id)).map(({ event }) => event.sequence)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await known(customerId)).toBe('new');
  });
});

async function terminate(backend: number): Promise<void> {
  await world.shopData.dataSource.query('SELECT pg_terminate_backend($1)', [backend]);
}

async function known(customerId: string): Promise<string | undefined> {
  const sql = 'SELECT name FROM known_customers WHERE id = $1';
  return (await world.storeData.dataSource.query(sql, [customerId]))[0]?.name;
}

async function stateVersions(customerId: string): Promise<number[]> {
  return (await admin.stored('STATE', customerId)).map(({ event }) => event.sequence);
}
