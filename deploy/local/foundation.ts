import type { Manifest } from '../nats/manifest.ts';
import { permissionsOf } from '../nats/permissions.ts';
import type { BrokerUser } from '../nats/server-config.ts';
import { topologyOf } from '../nats/topology.ts';
import type { BrokerTarget } from './broker.ts';
import { ensureDatabases } from './databases.ts';
import type { Installation } from './installation.ts';
import { Keeper } from './keeper.ts';
import { findNatsServer } from './nats-binary.ts';
import { applyWhenSettled, clusterNodes, clusterUrl, leaderOf, setUpCluster } from './nats-cluster.ts';
import { startNats, type Nats, type NatsOptions } from './nats.ts';
import { startPostgres, type Postgres } from './postgres.ts';
import { freePort } from './processes.ts';
import type { Progress } from './progress.ts';

export interface FoundationOptions {
  installation: Installation;
  manifests: Manifest[];
  demo: boolean;
  /** 1, or as many as there are to be in a cluster that keeps everything on each of them. */
  natsNodes: number;
  /** Lets messages be removed from streams; see `BrokerTarget`. */
  allowDeletes: boolean;
  progress: Progress;
}

/** What services stand on: a PostgreSQL with a database for each, and a broker with streams, consumers and users. */
export class Foundation {
  readonly #options: FoundationOptions;
  #postgresPort = 0;
  #natsPlans: NatsOptions[] = [];
  #isSettled = false;
  postgres: Keeper<Postgres> | undefined;
  nats: Keeper<Nats>[] = [];

  constructor(options: FoundationOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { progress } = this.#options;
    await Promise.all([
      progress.step('PostgreSQL', () => this.#startPostgres()),
      progress.step('NATS', () => this.#startNats()),
    ]);
  }

  /** Services first end their work at both, so this comes last. */
  async stop(): Promise<void> {
    await Promise.all([this.postgres?.stop(), ...this.nats.map((keeper) => keeper.stop())]);
  }

  /** Where the broker is: the addresses of all its nodes, with commas between. */
  get natsUrl(): string {
    return clusterUrl(this.#natsPlans);
  }

  /** The node that leads the stream of facts. */
  async leader(): Promise<string | undefined> {
    return leaderOf(this.#broker(), 'EVENTS');
  }

  /** What runs now, under the names of this machine. */
  get processes(): { name: string; kind: 'postgres' | 'nats'; pid: number }[] {
    const nats = this.nats.map((keeper) => ({ kind: 'nats' as const, keeper }));
    const all = this.postgres ? [{ kind: 'postgres' as const, keeper: this.postgres }, ...nats] : nats;
    return all.flatMap(({ kind, keeper: { name, running } }) => (running ? [{ name, kind, pid: running.pid }] : []));
  }

  databaseUrl({ name, database }: Manifest): string | undefined {
    if (!database) return undefined;
    const password = this.#options.installation.secrets.password(`postgres:${name}`);
    return `postgres://${name}:${password}@127.0.0.1:${this.#postgresPort}/${database}`;
  }

  async #startPostgres(): Promise<void> {
    const { installation, manifests, progress } = this.#options;
    const { secrets } = installation;
    const port = await freePort();
    this.#postgresPort = port;
    const start = { dataDir: installation.postgresDir, port, password: secrets.password('postgres') };
    this.postgres = new Keeper('PostgreSQL', () => startPostgres(start), { say: (text) => progress.say(text) });
    const { adminUrl } = await this.postgres.start();
    const plans = manifests.flatMap(({ name, database }) =>
      database ? [{ database, role: name, password: secrets.password(`postgres:${name}`) }] : [],
    );
    await ensureDatabases(adminUrl, plans);
  }

  async #startNats(): Promise<void> {
    const { installation, natsNodes } = this.#options;
    await installation.endForgottenBrokers();
    this.#natsPlans = await this.#planNats();
    this.nats = this.#natsPlans.map((plan) => this.#keeperOf(plan));
    await Promise.all(this.nats.map((keeper) => keeper.start()));
    if (natsNodes > 1) {
      const restarts = this.nats.map((keeper) => async () => keeper.running?.stop());
      await setUpCluster(this.#broker(), topologyOf(this.#options.manifests), restarts);
    }
    this.#isSettled = true;
  }

  async #planNats(): Promise<NatsOptions[]> {
    const { installation, natsNodes: nodes, progress } = this.#options;
    const users = this.#brokerUsers();
    const say = (text: string): void => progress.say(`  … ${text}`);
    if (nodes === 1) return [{ dataDir: installation.natsDir(), port: await freePort(), users, say }];
    const password = installation.secrets.password('nats:routes');
    const binary = await findNatsServer(say);
    return clusterNodes({ dataDirOf: (node) => installation.natsDir(node), nodes, users, password, binary });
  }

  #keeperOf(plan: NatsOptions): Keeper<Nats> {
    const { progress } = this.#options;
    const start = async (): Promise<Nats> => {
      const nats = await startNats(plan);
      // At each start, since its files may have been lost with it; nodes must first find each other.
      if (!plan.cluster) await this.#setUpOrStop(nats);
      else if (this.#isSettled) this.#applyTopology().catch((error: Error) => progress.say(error.message));
      return nats;
    };
    return new Keeper(plan.cluster?.node ?? 'NATS', start, { say: (text) => progress.say(text) });
  }

  /** A start that fails leaves nothing to its keeper: the server would run on, and nobody would end it. */
  async #setUpOrStop(nats: Nats): Promise<void> {
    try {
      await this.#applyTopology();
    } catch (error) {
      await nats.stop();
      throw error;
    }
  }

  async #applyTopology(): Promise<void> {
    await applyWhenSettled(this.#broker(), topologyOf(this.#options.manifests));
  }

  #broker(): BrokerTarget {
    const { installation, natsNodes: replicas, allowDeletes } = this.#options;
    const password = installation.secrets.password('nats:admin');
    return { url: this.natsUrl, user: 'admin', password, replicas, allowDeletes };
  }

  #brokerUsers(): BrokerUser[] {
    const { installation, manifests, demo } = this.#options;
    const password = (user: string): string => installation.secrets.password(`nats:${user}`);
    return [
      { user: 'admin', password: password('admin') },
      ...manifests.map((manifest) => ({
        user: manifest.name,
        password: password(manifest.name),
        permissions: permissionsOf(manifest, { demo }),
      })),
    ];
  }
}
