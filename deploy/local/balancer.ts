import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * One address for the replicas of a service, as a Kubernetes Service is: each new connection goes to the next replica,
 * past those that refuse it, and ends when its replica does. Without any that accepts, it is closed.
 */
export class Balancer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #ports: number[];
  #turn = 0;

  private constructor(ports: number[]) {
    this.#ports = ports;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => void this.#serve(client));
  }

  /** Listens at a port of 127.0.0.1 for what listens at others. */
  static async listen(port: number, ports: number[]): Promise<Balancer> {
    const balancer = new Balancer(ports);
    await new Promise<void>((resolve, reject) => {
      balancer.#server.once('error', reject);
      balancer.#server.listen(port, '127.0.0.1', resolve);
    });
    return balancer;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #serve(client: Socket): Promise<void> {
    this.#keep(client);
    const first = this.#turn++;
    for (let tried = 0; tried < this.#ports.length && !client.destroyed; tried++) {
      const replica = await this.#reach(this.#ports[(first + tried) % this.#ports.length]!);
      if (replica) return join(client, replica);
    }
    client.resetAndDestroy();
  }

  async #reach(port: number): Promise<Socket | undefined> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    this.#keep(socket);
    return new Promise((resolve) => {
      socket.once('connect', () => resolve(socket));
      socket.once('close', () => resolve(undefined));
    });
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    // What went wrong shows in that the connection closes.
    socket.on('error', () => {});
    socket.once('close', () => this.#sockets.delete(socket));
  }
}

/** Both ends get what the other says, and learn when it has gone. */
function join(client: Socket, replica: Socket): void {
  for (const [one, other] of [
    [client, replica],
    [replica, client],
  ] as const) {
    one.pipe(other);
    // One that was cut off is no end in good order: the other would take half an answer for a whole one.
    one.once('close', (hadError) => (hadError ? other.resetAndDestroy() : other.destroySoon()));
  }
}
