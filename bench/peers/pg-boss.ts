import type { Contestant } from '../delivery/contestant.ts';
import type { BenchEvent } from '../delivery/event.ts';
import { handle, makeTables, peerPackage, poolOf, producerOf } from './shop.ts';

interface Boss {
  on(event: 'error', listener: (error: Error) => void): void;
  start(): Promise<unknown>;
  stop(options: object): Promise<void>;
  createQueue(name: string, options: object): Promise<void>;
  send(name: string, data: object, options: object): Promise<unknown>;
  work(name: string, options: object, handler: (jobs: { data: BenchEvent }[]) => Promise<void>): Promise<string>;
}
interface Package {
  PgBoss: new (options: object) => Boss;
}

const QUEUE = 'orders';
/** Batches without a pause while they come back full: the documented way to its highest rate. */
const HIGH_RATE = { batchSize: 500, localConcurrency: 4, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true };
/** Woken by the database: the documented way to its lowest latency. */
const WOKEN = { ...HIGH_RATE, batchSize: 100, notifyPollingIntervalSeconds: 2 };

/** pg-boss: the job is written in the business transaction; the consumer's service works off the producer's database. */
export const contestant: Contestant = {
  async prepare({ producerUrl, consumerUrl, setting }) {
    await makeTables(producerUrl, consumerUrl);
    const boss = await started(producerUrl, { useListenNotify: false });
    await boss.createQueue(QUEUE, setting === 'woken' ? { notify: true } : {});
    await boss.stop({ graceful: false });
  },
  async producer({ producerUrl }) {
    const boss = await started(producerUrl, { supervise: false, schedule: false });
    return producerOf(
      producerUrl,
      (client, event) => {
        const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
        return boss.send(QUEUE, event, { db });
      },
      { close: () => boss.stop({ graceful: false }) },
    );
  },
  async consumer({ producerUrl, consumerUrl, setting }, handled) {
    const boss = await started(producerUrl, { useListenNotify: setting === 'woken' });
    const pool = poolOf(consumerUrl, 16);
    const options = setting === 'defaults' ? {} : setting === 'woken' ? WOKEN : HIGH_RATE;
    const take = async (events: BenchEvent[]): Promise<void> => {
      await handle(pool, events);
      for (const { id } of events) handled(id);
    };
    await boss.work(QUEUE, options, async (jobs) => {
      const events = jobs.map(({ data }) => data);
      if (setting === 'batched') await take(events);
      else await Promise.all(events.map((event) => take([event])));
    });
    return {
      async close() {
        await boss.stop({ graceful: false });
        await pool.end();
      },
    };
  },
};

async function started(url: string, options: object): Promise<Boss> {
  const { PgBoss } = await peerPackage<Package>('pg-boss');
  const boss = new PgBoss({ connectionString: url, ...options });
  boss.on('error', (error) => process.stderr.write(`${error.message}\n`));
  await boss.start();
  return boss;
}
