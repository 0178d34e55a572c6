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

const admin: BrokerUser = { user: 'admin', password: 'admin' };

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
  ) {}

  static async create(manifests: ManifestLike[], options: { demo?: boolean } = {}): Promise<TempBroker> {
    const complete = manifests.map(completed);
    const users = [admin, ...complete.map((manifest) => userOf(manifest, options.demo ?? true))];
    const directory = join(testRun().directory, `broker-${randomBytes(5).toString('hex')}`);
    const server = await startNats({ dataDir: directory, port: -1, users, binary: testRun().natsBinary });
    const broker = new TempBroker(directory, server, server.users, complete);
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
    return applyTopology({ url: this.url, user: admin.user, password: admin.password }, topologyOf(this.manifests));
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
    this.server = await startNats({ dataDir: this.directory, port, users, binary: testRun().natsBinary });
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

function userOf(manifest: Manifest, demo: boolean): BrokerUser {
  return { user: manifest.name, password: manifest.name, permissions: permissionsOf(manifest, { demo }) };
}

function completed(manifest: ManifestLike): Manifest {
  const defaults = { title: manifest.name, database: null, route: null, publicRoutes: [], publishes: [], consumes: [] };
  return { ...defaults, ...manifest };
}
