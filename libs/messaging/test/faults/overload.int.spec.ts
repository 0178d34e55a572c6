import { readFileSync } from 'node:fs';
import { testRun, waitFor } from '@app/testing';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { v7 as uuidv7 } from 'uuid';
import { expectConverged } from '../convergence.js';
import type { ServiceProcess } from '../service-process.js';
import { World } from '../world.js';

const BACKLOG = testRun().isFull ? 100_000 : 8000;
const AT_ONCE = 1000;
/** Far less than the backlog takes, many times what a batch takes. */
const MORE_MEGABYTES = 120;
/** What a consumer asks for ahead, twice just after a reconnect, and the batch it works on. */
const IN_FLIGHT = 2 * 256 + 128;

let world: World;
let admin: NatsConnection | undefined;

beforeAll(async () => {
  world = await World.create();
});

afterAll(async () => {
  await admin?.close();
  await world?.end();
});

describe('a backlog of many times what can be handled at once', () => {
  it(
    'is worked off with bounded memory, and what comes after it is handled as fast as ever',
    async () => {
      const [shop, store] = await Promise.all([world.startProcess('shop'), world.startProcess('store')]);
      await world.broker.stopServer();
      await fill(shop);
      const before = [shop, store].map(megabytes);

      await world.broker.start();
      const most = await watched([shop, store]);
      const id = uuidv7();
      await shop.order(id);
      await world.waitForSequences(id, [1], 2000);

      expect(most.inFlight).toBeLessThanOrEqual(IN_FLIGHT);
      most.megabytes.forEach((peak, place) => expect(peak - before[place]!).toBeLessThan(MORE_MEGABYTES));
      await expectConverged(world);
    },
    60_000 + BACKLOG * 20,
  );
});

async function fill(shop: ServiceProcess): Promise<void> {
  for (let count = 0; count < BACKLOG; count += AT_ONCE) await shop.order(uuidv7(), { count: AT_ONCE });
}

/** The most that was seen until everything was handled. */
async function watched(services: ServiceProcess[]): Promise<{ inFlight: number; megabytes: number[] }> {
  admin = await world.broker.connectAs('admin');
  const manager = await jetstreamManager(admin);
  const most = { inFlight: 0, megabytes: services.map(() => 0) };
  await waitFor(
    async () => {
      const { num_ack_pending: inFlight } = await manager.consumers.info('EVENTS', 'store');
      most.inFlight = Math.max(most.inFlight, inFlight);
      most.megabytes = services.map((service, place) => Math.max(most.megabytes[place]!, megabytes(service)));
      const [row] = await world.storeData.dataSource.query('SELECT count(*)::int AS count FROM seen');
      return row.count === BACKLOG;
    },
    { timeoutMs: BACKLOG * 10 },
  );
  return most;
}

/** Memory that the process has of the machine. */
function megabytes({ process: { pid } }: ServiceProcess): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
