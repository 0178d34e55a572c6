import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testRun, waitFor } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { serverConfig } from '../../../../deploy/nats/server-config.js';
import { BrokerAdmin } from '../broker-admin.js';
import { expectConverged } from '../convergence.js';
import { OrderLoad } from '../order-load.js';
import type { ServiceProcess } from '../service-process.js';
import { World } from '../world.js';

let world: World;
let shop: ServiceProcess;
let load: OrderLoad | undefined;

beforeEach(async () => {
  world = await World.create();
  [shop] = await Promise.all([world.startProcess('shop', { reconcileMs: 1000 }), world.startProcess('store')]);
});

afterEach(async () => {
  await load?.stop();
  await world?.end();
});

describe('a broker under load', () => {
  it('acknowledges only what is on its disk', () => {
    const config = JSON.parse(serverConfig({ port: 4222, storeDir: '/store', users: [] })) as {
      jetstream: { sync_interval: string };
    };

    expect(config.jetstream.sync_interval).toBe('always');
    for (const path of globSync(join(testRun().directory, 'broker-*/nats.conf'))) {
      expect(readFileSync(path, 'utf8')).toContain('"sync_interval": "always"');
    }
  });

  it('has all that it acknowledged when it is killed and started again', async () => {
    load = new OrderLoad(() => shop);

    for (let round = 1; round <= 3; round++) {
      const before = load.total;
      await waitFor(() => load!.total > before + 20, { timeoutMs: 10_000 });
      await world.broker.kill();
      await world.broker.start();
    }
    await load.stop();

    await expectConverged(world, { timeoutMs: 25_000 });
    const admin = await BrokerAdmin.of(world.broker);
    for (const [id, confirmed] of load.confirmed) {
      const stored = new Set((await admin.stored('EVENTS', id)).map(({ event }) => event.sequence));
      expect(stored.size).toBeGreaterThanOrEqual(confirmed);
    }
    await admin.close();
  }, 90_000);

  it('is filled again by the owners when its whole store is deleted', async () => {
    const customerId = uuidv7();
    await shop.customer(customerId, 'Aigerim');
    load = new OrderLoad(() => shop);
    await waitFor(() => load!.total > 20, { timeoutMs: 10_000 });

    await world.broker.kill();
    await world.broker.wipe();
    const before = load.total;
    await waitFor(() => load!.total > before + 20, { timeoutMs: 10_000 });
    await load.stop();

    await expectConverged(world, { timeoutMs: 25_000 });
    const admin = await BrokerAdmin.of(world.broker);
    await waitFor(async () => (await admin.stored('STATE', customerId)).length > 0, { timeoutMs: 10_000 });
    for (const [id, confirmed] of load.confirmed) {
      const stored = new Set((await admin.stored('EVENTS', id)).map(({ event }) => event.sequence));
      expect(stored.size).toBeGreaterThanOrEqual(confirmed);
    }
    await admin.close();
  }, 90_000);
});
