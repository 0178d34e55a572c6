import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { FaultyLink, type Fault } from './faulty-link.js';

/**
 * A network with faults between clients and one TCP server, such as NATS, PostgreSQL or HTTP. A fault acts at once, also
 * on the connections that are there, until another one is set or it is healed.
 */
export class FaultyProxy {
  private readonly links = new Set<FaultyLink>();
  private fault: Fault = {};
  private bite = (): void => {};
  /** Connections that were let in so far. */
  accepted = 0;

  private constructor(
    private readonly server: Server,
    private target: { host: string; port: number },
    readonly port: number,
  ) {
    server.on('connection', (client) => this.join(client));
  }

  /** Stands before the server at this address. */
  static async before(url: string): Promise<FaultyProxy> {
    const server = createServer({ allowHalfOpen: true });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return new FaultyProxy(server, targetOf(url), (server.address() as AddressInfo).port);
  }

  /** The same address, through the network. */
  through(url: string): string {
    const changed = new URL(url);
    changed.host = `127.0.0.1:${this.port}`;
    return changed.href;
  }

  /** From now on it stands before another server. Whoever is connected is cut off and comes to that one. */
  turnTo(url: string): void {
    this.target = targetOf(url);
    this.reset();
  }

  get connections(): number {
    return this.links.size;
  }

  /** Bytes that have been sent and have not arrived. */
  get onTheWay(): number {
    return [...this.links].reduce((sum, link) => sum + link.waiting, 0);
  }

  set(fault: Fault): void {
    this.fault = fault;
  }

  /** Settles when the fault does something to somebody: refuses, delays, holds or cuts. */
  async bites(): Promise<void> {
    await new Promise<void>((resolve) => (this.bite = resolve));
  }

  heal(): void {
    this.fault = {};
  }

  /** Resets every connection; new ones are as the fault wants. */
  reset(): void {
    for (const link of this.links) link.reset();
    if (this.links.size > 0) this.bite();
  }

  async stop(): Promise<void> {
    this.reset();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket): void {
    client.on('error', () => {});
    if (this.fault.refuse) {
      this.bite();
      return void client.resetAndDestroy();
    }
    this.accepted += 1;
    const server = connect({ ...this.target, allowHalfOpen: true, noDelay: true });
    client.setNoDelay(true);
    const link = new FaultyLink(
      client,
      server,
      () => this.fault,
      () => this.bite(),
    );
    this.links.add(link);
    for (const socket of [client, server]) socket.once('close', () => this.links.delete(link));
  }
}

function targetOf(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}
