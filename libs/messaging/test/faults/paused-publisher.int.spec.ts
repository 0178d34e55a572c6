import { FaultyProxy, waitFor } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { BrokerAdmin } from '../broker-admin.js';
import { expectConverged } from '../convergence.js';
import { OrderLoad } from '../order-load.js';
import { relayHolder } from '../relay-holder.js';
import type { ServiceProcess } from '../service-process.js';
import { World } from '../world.js';

let world: World;
let admin: BrokerAdmin;
let road: FaultyProxy;
let leader: ServiceProcess;
let other: ServiceProcess;
let load: OrderLoad | undefined;

beforeAll(async () => {
  world = await World.create();
  admin = await BrokerAdmin.of(world.broker);
  road = await FaultyProxy.before(world.broker.url);
  const nats = { ...world.broker.users.shop!, url: road.through(world.broker.url) };
  [leader] = await Promise.all([world.startProcess('shop', { nats }), world.startProcess('store')]);
  await waitFor(async () => (await relayHolder(world))?.pid === leader.process.pid);
  other = await world.startProcess('shop');
});

afterAll(async () => {
  await load?.stop();
  await admin?.close();
  await world?.end();
  await road?.stop();
});

describe('of two replicas of a publisher', () => {
  it('only one publishes, also while it is slow or stands still: no copy and no old state comes late', async () => {
    // Second copies are to be seen in the stream, and what the leader publishes is on its way for long.
    await admin.forgetMessageIdsAfter(100);
    road.set({ latencyMs: 150 });
    const customerId = uuidv7();
    // Both have just committed something: the one that may not publish is as wide awake as the one that may.
    let asked = [leader, other];
    let turn = 0;
    load = new OrderLoad(() => asked[turn++ % asked.length]!);

    for (let round = 1; round <= 6; round++) {
      await other.customer(customerId, `name ${round}`);
      const before = load.total;
      if (round === 3) leader.process.pause();
      await waitFor(() => load!.total > before + 8);
      if (round === 2) asked = [other];
      if (round === 4) {
        leader.process.resume();
        asked = [leader, other];
      }
    }
    await load.stop();

    await expectConverged(world);
    for (const id of load.confirmed.keys()) {
      const sequences = (await admin.stored('EVENTS', id)).map(({ event }) => event.sequence);
      expect(sequences).toEqual(sequences.map((_, place) => place + 1));
    }
    const versions = (await admin.stored('STATE', customerId)).map(({ event }) => event.sequence);
    expect(versions).toEqual(versions.toSorted((one, another) => one - another));
    expect(versions.at(-1)).toBe(6);
    expect((await relayHolder(world))?.pid).toBe(leader.process.pid);
  });
});
