import { connect, type NatsConnection } from '@nats-io/transport-node';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { applyTopology } from '../../../deploy/local/broker.js';
import { startNats, type Nats } from '../../../deploy/local/nats.js';
import { goneWithin } from '../../../deploy/local/processes.js';
import type { Manifest } from '../../../deploy/nats/manifest.js';
import { permissionsOf } from '../../../deploy/nats/permissions.js';
import { topologyOf } from '../../../deploy/nats/topology.js';
import type { BrokerUser } from '../../../deploy/nats/server-config.js';
import { testRun } from './test-run.config.js';

/** As much of a manifest as a spec cares about. */
export type ManifestLike = Pick<Manifest, 'name'> & Partial<Manifest>;

export interface TempBrokerOptions {
  /** Whether the gateway may move the clock. */
  demo?: boolean;
  /** Lets messages be removed from streams one by one, which no broker in production does. */
  allowDeletes?: boolean;
  /** What newer servers are to do that later ones will do anyway. */
  featureFlags?: Record<string, boolean>;
}

export const admin: BrokerUser = { user: 'admin', password: 'admin' };

/**
 * A real nats-server for one spec file, with the streams, consumers, users and permissions that these manifests have
 * in production. It listens on one port for its whole life, also across `kill` and `start`.
 */
export class TempBroker {
  private constructor(
    private readonly directory: string,
    private server: Nats,
    /** By name of the service, and `admin`, who may do everything. */
    readonly users: Record<string, BrokerUser>,
    readonly manifests: Manifest[],
    private readonly options: TempBrokerOptions,
  ) {}

  static async create(manifests: ManifestLike[], options: TempBrokerOptions = {}): Promise<TempBroker> {
    const complete = manifests.map(completed);
    const users = brokerUsers(complete, options.demo ?? true);
    const directory = join(testRun().directory, `broker-${randomBytes(5).toString('hex')}`);
    const binary = testRun().natsBinary;
    const { featureFlags } = options;
    const server = await startNats({ dataDir: directory, port: -1, users, binary, featureFlags });
    const broker = new TempBroker(directory, server, server.users, complete, options);
    await broker.applyTopology();
    return broker;
  }

  get url(): string {
    return this.server.url;
  }

  /** Connects as a service does, or as `admin`. The caller closes the connection. */
  async connectAs(name: string): Promise<NatsConnection> {
    const { user, password } = this.users[name]!;
    return connect({ servers: this.url, user, pass: password, inboxPrefix: `_INBOX.${name}`, name });
  }

  /** Makes streams, consumers and buckets again where they are missing, as the set-up job does. */
  async applyTopology(): Promise<string[]> {
    const { allowDeletes = false } = this.options;
    return applyTopology({ url: this.url, ...admin, allowDeletes }, topologyOf(this.manifests));
  }

  /** Ends the server as a power switch would; what is stored stays. */
  async kill(): Promise<void> {
    process.kill(this.server.pid, 'SIGKILL');
    await goneWithin(this.server.pid, 5000);
  }

  /** Starts the server again after `kill` or `stopServer`, at the same address and on the same files. */
  async start(): Promise<void> {
    const { port } = this.server;
    const users = Object.values(this.users);
    const binary = testRun().natsBinary;
    const { featureFlags } = this.options;
    this.server = await startNats({ dataDir: this.directory, port, users, binary, featureFlags });
  }

  /** Stops the server in good order and keeps its files. */
  async stopServer(): Promise<void> {
    await this.server.stop();
  }

  /** Removes all streams and buckets with what is in them, for specs of what must survive that. */
  async wipe(): Promise<void> {
    await this.server.stop();
    rmSync(join(this.directory, 'jetstream'), { recursive: true, force: true });
    await this.start();
    await this.applyTopology();
  }

  /** Stops the server and removes its files. */
  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** The users of a broker for specs: services under their names, and `admin`, who may do everything. */
export function brokerUsers(manifests: Manifest[], demo: boolean): BrokerUser[] {
  const services = manifests.map((manifest) => ({
    user: manifest.name,
    password: manifest.name,
    permissions: permissionsOf(manifest, { demo }),
  }));
  return [admin, ...services];
}

export function completed(manifest: ManifestLike): Manifest {
  const defaults = { title: manifest.name, database: null, route: null, publicRoutes: [], publishes: [], consumes: [] };
  return { ...defaults, ...manifest };
}
