import type { NatsOptions } from '../../../deploy/local/nats.js';
import { FaultyProxy } from './faulty-proxy.js';

/** Nobody listens there. */
const NOWHERE = '127.0.0.1:1';

/** A network with faults between the nodes of a cluster: each node reaches each other one through a proxy of their own. */
export class FaultyRoutes {
  private readonly roads: { ends: string[]; proxy: FaultyProxy }[] = [];

  /** The same nodes, which connect to one another through this network. */
  async between(nodes: NatsOptions[]): Promise<NatsOptions[]> {
    return Promise.all(nodes.map((node) => this.leadAway(node, nodes)));
  }

  /** Nothing gets from this node to the others or from them to it, and nobody is told. */
  cutOff(node: string): void {
    for (const { ends, proxy } of this.roads) if (ends.includes(node)) proxy.set({ silent: ['toServer', 'toClient'] });
  }

  heal(): void {
    for (const { proxy } of this.roads) proxy.heal();
  }

  async stop(): Promise<void> {
    // What is held back keeps its connections open.
    this.heal();
    await Promise.all(this.roads.map(({ proxy }) => proxy.stop()));
  }

  private async leadAway(from: NatsOptions, nodes: NatsOptions[]): Promise<NatsOptions> {
    const ports = await Promise.all(
      nodes.map(async (to) => (to === from ? to.cluster!.port : this.portOfRoad(from.cluster!.node, to.cluster!))),
    );
    // Nodes tell one another of third ones, who are to be reached in no other way than the one that was made for them.
    return { ...from, cluster: { ...from.cluster!, ports, advertise: NOWHERE } };
  }

  private async portOfRoad(from: string, to: { node: string; port: number }): Promise<number> {
    const proxy = await FaultyProxy.before(`nats://127.0.0.1:${to.port}`);
    this.roads.push({ ends: [from, to.node], proxy });
    return proxy.port;
  }
}
