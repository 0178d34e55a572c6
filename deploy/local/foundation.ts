import type { Manifest } from '../nats/manifest.ts';
import { permissionsOf } from '../nats/permissions.ts';
import type { BrokerUser } from '../nats/server-config.ts';
import { topologyOf } from '../nats/topology.ts';
import { applyTopology } from './broker.ts';
import { ensureDatabases } from './databases.ts';
import type { Installation } from './installation.ts';
import { Keeper } from './keeper.ts';
import { startNats, type Nats } from './nats.ts';
import { startPostgres, type Postgres } from './postgres.ts';
import { freePort } from './processes.ts';
import type { Progress } from './progress.ts';

export interface FoundationOptions {
  installation: Installation;
  manifests: Manifest[];
  demo: boolean;
  progress: Progress;
}

/** What services stand on: a PostgreSQL with a database for each, and a broker with streams, consumers and users. */
export class Foundation {
  readonly #options: FoundationOptions;
  #postgresPort = 0;
  postgres: Keeper<Postgres> | undefined;
  nats: Keeper<Nats> | undefined;

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
    await Promise.all([this.nats?.stop(), this.postgres?.stop()]);
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
    const { installation, manifests, progress } = this.#options;
    const users = this.#brokerUsers();
    const port = await freePort();
    const say = (text: string): void => progress.say(`  … ${text}`);
    const start = async (): Promise<Nats> => {
      const nats = await startNats({ dataDir: installation.natsDir, port, users, say });
      // At each start, since its files may have been lost with it.
      await applyTopology({ url: nats.url, ...users[0]! }, topologyOf(manifests));
      return nats;
    };
    this.nats = new Keeper('NATS', start, { say: (text) => progress.say(text) });
    await this.nats.start();
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
