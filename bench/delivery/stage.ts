import { join } from 'node:path';
import { fetchNats } from '../../deploy/local/nats-binary.ts';
import type { Postgres } from '../../deploy/local/postgres.ts';
import type { Manifest } from '../../deploy/nats/manifest.ts';
import { startRabbitmq, type Rabbitmq } from '../measure/rabbitmq.ts';
import { freshDatabases, startBenchNats, startBenchPostgres } from '../measure/servers.ts';
import { Worker } from '../measure/worker.ts';
import type { Settings } from './contestant.ts';
import type { Entrant } from './entrants.ts';

const common = { database: null, route: null, publicRoutes: [] };
const grants = 'state:directory.grant.v1';
const manifests: Manifest[] = [
  { ...common, name: 'shop', title: 'Shop', publishes: ['shop.order.placed.v1'], consumes: [grants] },
  { ...common, name: 'store', title: 'Store', publishes: [], consumes: [grants, 'shop.order.placed.v1'] },
];

/** The servers that all entrants share, and the processes of the one that is on. */
export class Stage {
  private readonly postgres: Postgres;
  private readonly natsBinary: string;
  private readonly rabbitmq: Rabbitmq | undefined;
  private leave: () => Promise<void> = async () => {};

  private constructor(postgres: Postgres, natsBinary: string, rabbitmq: Rabbitmq | undefined) {
    this.postgres = postgres;
    this.natsBinary = natsBinary;
    this.rabbitmq = rabbitmq;
  }

  static async build(say: (message: string) => void): Promise<Stage> {
    const natsBinary = await fetchNats('newest', say);
    const postgres = await startBenchPostgres();
    const rabbitmq = await startRabbitmq().catch((error: Error) => say(`RabbitMQ cannot run: ${error.message}`));
    return new Stage(postgres, natsBinary, rabbitmq ?? undefined);
  }

  /** Fresh databases and a fresh broker for what `work` does; afterwards nothing of it runs on. */
  async set<T>(entrant: Entrant, work: (scene: Scene) => Promise<T>): Promise<T> {
    const [producerUrl, consumerUrl] = await freshDatabases(this.postgres, ['shop', 'store']);
    const nats = await startBenchNats(this.natsBinary, manifests);
    const settings: Settings = {
      producerUrl: producerUrl!,
      consumerUrl: consumerUrl!,
      nats: { url: nats.url, users: nats.users },
      amqpUrl: this.rabbitmq?.url ?? null,
      setting: entrant.setting,
    };
    const scene = new Scene(entrant, settings);
    this.leave = async () => {
      await scene.end();
      await nats.stop();
    };
    try {
      return await work(scene);
    } finally {
      await this.leave();
    }
  }

  /** Also in the middle of an entrant, when somebody has broken the run off. */
  async end(): Promise<void> {
    await this.leave();
    await this.rabbitmq?.stop();
    await this.postgres.stop();
  }
}

/** One entrant on fresh servers. */
export class Scene {
  readonly settings: Settings;
  private readonly entrant: Entrant;
  private readonly workers: Worker[] = [];

  constructor(entrant: Entrant, settings: Settings) {
    this.entrant = entrant;
    this.settings = settings;
  }

  /** Makes tables and queues. */
  async prepare(): Promise<void> {
    await (await this.worker()).call('prepare', this.settings);
  }

  /** A replica of the service that commits. */
  async producer(options: { capture?: boolean } = {}): Promise<Worker> {
    const worker = await this.worker(options.capture);
    await worker.call('produce', this.settings);
    return worker;
  }

  /** A replica of the service that handles. */
  async consumer(options: { capture?: boolean } = {}): Promise<Worker> {
    const worker = await this.worker(options.capture);
    await worker.call('consume', this.settings);
    return worker;
  }

  async end(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
  }

  private async worker(capture = false): Promise<Worker> {
    const worker = new Worker(join(import.meta.dirname, 'role.ts'), [this.entrant.module!]);
    this.workers.push(worker);
    if (capture) await worker.call('capture');
    return worker;
  }
}
