import { testRun, waitFor } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { BrokerAdmin } from '../broker-admin.js';
import { expectConverged } from '../convergence.js';
import type { ServiceProcess } from '../service-process.js';
import { World } from '../world.js';

const commits = testRun().isFull ? 10_000 : 800;
let world: World;
let shop: ServiceProcess;

beforeAll(async () => {
  world = await World.create();
  [shop] = await Promise.all([world.startProcess('shop'), world.startProcess('store')]);
});

afterAll(() => world?.end());

describe('a broker that is away for long', () => {
  it(
    'slows no command down, and gets everything in order when it is back',
    async () => {
      const ids = Array.from({ length: 8 }, () => uuidv7());
      const before = await place(ids, 400);
      await world.broker.kill();

      const during = await place(ids, commits);
      expect((await shop.status()).outbox).toBeGreaterThanOrEqual(commits);
      await world.broker.start();

      await expectConverged(world, { timeoutMs: 30_000 + commits * 20 });
      const admin = await BrokerAdmin.of(world.broker);
      const stored = await admin.all('EVENTS');
      await admin.close();
      for (const id of ids) {
        const own = stored.filter(({ event }) => event.subject === id).map(({ event }) => event.sequence);
        const firsts = [...new Set(own)];
        expect(firsts).toEqual(firsts.map((_, at) => at + 1));
      }
      expect(percentile(during, 0.99)).toBeLessThan(2 * percentile(before, 0.99) + 50);
      await waitFor(async () => (await shop.status()).outbox === 0);
    },
    120_000 + commits * 40,
  );
});

/** Places orders, one after the other for each id. Gives how long each took. */
async function place(ids: string[], count: number): Promise<number[]> {
  const latencies: number[] = [];
  const placeSome = async (id: string): Promise<void> => {
    for (let number = 0; number < count / ids.length; number++) {
      const began = performance.now();
      await shop.order(id);
      latencies.push(performance.now() - began);
    }
  };
  await Promise.all(ids.map(placeSome));
  return latencies;
}

function percentile(values: number[], part: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * part)]!;
}
