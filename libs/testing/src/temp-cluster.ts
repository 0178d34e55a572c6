import { connect, type NatsConnection } from '@nats-io/transport-node';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startNats, type Nats, type NatsOptions } from '../../../deploy/local/nats.js';
import {
  applyWhenSettled,
  clusterNodes,
  clusterUrl,
  leaderOf,
  setUpCluster,
} from '../../../deploy/local/nats-cluster.js';
import { goneWithin } from '../../../deploy/local/processes.js';
import { topologyOf, type Topology } from '../../../deploy/nats/topology.js';
import type { FaultyRoutes } from './faulty-routes.js';
import { admin, brokerUsers, completed, type ManifestLike } from './temp-broker.js';
import { testRun } from './test-run.config.js';

const size = 3;

export interface TempClusterOptions {
  /** Copies of each stream, as many as there are nodes unless said otherwise. */
  replicas?: number;
  /** The network between the nodes. Whoever made it stops it, after the cluster. */
  routesThrough?: FaultyRoutes;
}

/** Three real nats-servers that keep every stream three times, with the users and rights of `TempBroker`. */
export class TempCluster {
  private constructor(
    private readonly plans: Map<string, NatsOptions>,
    private readonly servers: Map<string, Nats>,
    private readonly topology: Topology,
  ) {}

  static async create(
    manifests: ManifestLike[],
    { replicas = size, routesThrough }: TempClusterOptions = {},
  ): Promise<TempCluster> {
    const complete = manifests.map(completed);
    const directory = join(testRun().directory, `broker-${randomBytes(5).toString('hex')}`);
    const direct = await clusterNodes({
      dataDirOf: (node) => `${directory}-${node}`,
      nodes: size,
      users: brokerUsers(complete, true),
      password: 'routes',
      binary: testRun().natsBinary,
    });
    const plans = routesThrough ? await routesThrough.between(direct) : direct;
    const byNode = new Map(plans.map((plan) => [plan.cluster!.node, plan]));
    const cluster = new TempCluster(byNode, new Map(), topologyOf(complete));
    await Promise.all(cluster.nodes.map((node) => cluster.start(node)));
    const restarts = cluster.nodes.map((node) => () => cluster.restart(node));
    await setUpCluster({ url: cluster.url, ...admin, replicas }, cluster.topology, restarts);
    return cluster;
  }

  /** Makes streams, consumers and buckets, or changes them, as the set-up job does. */
  async applyTopology(replicas: number): Promise<string[]> {
    return applyWhenSettled({ url: this.url, ...admin, replicas }, this.topology);
  }

  get nodes(): string[] {
    return [...this.plans.keys()];
  }

  /** The addresses of all nodes, with commas between. */
  get url(): string {
    return this.urlOf(this.nodes);
  }

  /** The same of some nodes. */
  urlOf(nodes: string[]): string {
    return clusterUrl(nodes.map((node) => this.plans.get(node)!));
  }

  /** Connects as a service does, or as `admin`. The caller closes the connection. */
  async connectAs(name: string): Promise<NatsConnection> {
    const password = name === admin.user ? admin.password : name;
    const servers = this.url.split(',');
    return connect({
      servers,
      user: name,
      pass: password,
      inboxPrefix: `_INBOX.${name}`,
      name,
      reconnectTimeWait: 100,
    });
  }

  /** The node that leads a stream, as one of these nodes says; undefined while they choose one. */
  async leaderOf(stream: string, nodes = this.nodes): Promise<string | undefined> {
    return leaderOf({ url: this.urlOf(nodes), ...admin }, stream).catch(() => undefined);
  }

  /** Ends a node as a power switch would; what it stored stays. */
  async kill(node: string): Promise<void> {
    const { pid } = this.servers.get(node)!;
    process.kill(pid, 'SIGKILL');
    await goneWithin(pid, 5000);
  }

  /** Starts a node, also again after `kill`: at the same address and on the same files. */
  async start(node: string): Promise<void> {
    this.servers.set(node, await startNats(this.plans.get(node)!));
  }

  private async restart(node: string): Promise<void> {
    await this.servers.get(node)!.stop();
    await this.start(node);
  }

  /** Stops all nodes and removes their files. */
  async stop(): Promise<void> {
    await Promise.all([...this.servers.values()].map((server) => server.stop()));
    for (const { dataDir } of this.plans.values()) rmSync(dataDir, { recursive: true, force: true });
  }
}
