import type { Contestant } from '../delivery/contestant.ts';
import type { BenchEvent } from '../delivery/event.ts';
import { handle, makeTables, peerPackage, poolOf, producerOf } from './shop.ts';

interface Package {
  run: (options: object) => Promise<{ stop(): Promise<void> }>;
  runMigrations: (options: object) => Promise<void>;
  Logger: new (factory: () => () => void) => object;
}

const TUNED = {
  concurrentJobs: 16,
  maxPoolSize: 18,
  preset: { worker: { localQueue: { size: 64 }, completeJobBatchDelay: 50, failJobBatchDelay: 50 } },
};

const ADD_JOB = { name: 'add-job', text: `SELECT graphile_worker.add_job('order', $1::json)` };

/** graphile-worker: the job is written in the business transaction; its workers are woken by the producer's database. */
export const contestant: Contestant = {
  async prepare({ producerUrl, consumerUrl }) {
    await makeTables(producerUrl, consumerUrl);
    const { runMigrations, Logger } = await peerPackage<Package>('graphile-worker');
    await runMigrations({ connectionString: producerUrl, logger: new Logger(() => () => {}) });
  },
  producer({ producerUrl }) {
    const publish = (client: { query: (query: object) => unknown }, event: BenchEvent): Promise<unknown> =>
      Promise.resolve(client.query({ ...ADD_JOB, values: [JSON.stringify(event)] }));
    return Promise.resolve(producerOf(producerUrl, publish));
  },
  async consumer({ producerUrl, consumerUrl, setting }, handled) {
    const { run, Logger } = await peerPackage<Package>('graphile-worker');
    const pool = poolOf(consumerUrl, 16);
    const order = async (event: BenchEvent): Promise<void> => {
      await handle(pool, [event]);
      handled(event.id);
    };
    const runner = await run({
      connectionString: producerUrl,
      taskList: { order },
      noHandleSignals: true,
      logger: new Logger(() => () => {}),
      ...(setting === 'defaults' ? {} : TUNED),
    });
    return {
      async close() {
        await runner.stop();
        await pool.end();
      },
    };
  },
};
