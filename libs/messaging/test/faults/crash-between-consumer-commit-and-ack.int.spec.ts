import { waitFor } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { BrokerAdmin } from '../broker-admin.js';
import { expectConverged } from '../convergence.js';
import type { ServiceProcess } from '../service-process.js';
import { World } from '../world.js';

let world: World;
let admin: BrokerAdmin;
let shop: ServiceProcess;

beforeEach(async () => {
  world = await World.create();
  admin = await BrokerAdmin.of(world.broker);
  await admin.redeliverAfter(300);
  shop = await world.startProcess('shop');
});

afterEach(async () => {
  await admin?.close();
  await world?.end();
});

describe('a consumer that dies between its commit and the acknowledgment', () => {
  it('gets the events again after its restart and does nothing a second time', async () => {
    const [id, customerId] = [uuidv7(), uuidv7()];
    const dying = await world.startProcess('store', { failPoint: 'after-consumer-commit:1' });
    await shop.customer(customerId, 'Aigerim');
    expect((await dying.process.exited).signal).toBe('SIGKILL');
    const second = await world.startProcess('store', { failPoint: 'after-consumer-commit:1' });
    await shop.order(id, { count: 3, customerId });
    expect((await second.process.exited).signal).toBe('SIGKILL');

    const store = await world.startProcess('store');

    await waitFor(async () => (await store.status()).pending === 0, { timeoutMs: 10_000 });
    // What came before its turn is acknowledged as soon as it is parked.
    await expectConverged(world);
    expect((await world.seen(id)).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(await world.seen(customerId)).toHaveLength(1);
    const { EVENTS, STATE } = (await store.gauges()).redeliveries;
    expect(EVENTS! + STATE!).toBeGreaterThan(0);
  });
});

describe('a consumer that dies before its commit', () => {
  it('has done nothing, and does it after its restart', async () => {
    const id = uuidv7();
    const dying = await world.startProcess('store', { failPoint: 'before-consumer-commit:1' });
    await shop.order(id, { count: 3 });
    expect((await dying.process.exited).signal).toBe('SIGKILL');
    expect(await world.seen(id)).toEqual([]);

    const store = await world.startProcess('store');

    await waitFor(async () => (await store.status()).pending === 0, { timeoutMs: 10_000 });
    await expectConverged(world);
    expect(await world.seen(id)).toHaveLength(3);
  });
});
