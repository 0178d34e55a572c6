import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { FaultyProxy } from './faulty-proxy.js';
import { waitFor } from './wait-for.js';

/** Answers each message with the same in capitals. */
let server: Server;
let proxy: FaultyProxy;
let client: Client;

beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => socket.write(chunk.toString().toUpperCase()));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});

beforeEach(async () => {
  proxy = await FaultyProxy.before(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client = await Client.connect(proxy.port);
});

afterEach(async () => {
  client.socket.destroy();
  await proxy.stop();
});

afterAll(() => server.close());

describe('a proxy', () => {
  it('without a fault passes everything on', async () => {
    client.send('hello');

    await waitFor(() => client.heard === 'HELLO');
    expect(proxy.connections).toBe(1);
    expect(proxy.through('nats://someone:secret@elsewhere:1/x')).toBe(
      `nats://someone:secret@127.0.0.1:${proxy.port}/x`,
    );
  });

  it('delays in both directions', async () => {
    proxy.set({ latencyMs: 60 });
    const began = performance.now();

    client.send('hello');

    await waitFor(() => client.heard === 'HELLO', { intervalMs: 1 });
    expect(performance.now() - began).toBeGreaterThan(110);
  });

  it('lets bytes through as slowly as asked', async () => {
    proxy.set({ bytesPerSecond: 100 });
    const began = performance.now();

    client.send('0123456789');

    await waitFor(() => client.heard.length === 10, { intervalMs: 1 });
    expect(performance.now() - began).toBeGreaterThan(180);
  });

  it('is silent in one direction: the server does what the client learns of only when the network is back', async () => {
    proxy.set({ silent: ['toClient'] });
    client.send('one ');
    await exchange();
    expect(client.heard).toBe('');

    proxy.heal();
    client.send('two');

    await waitFor(() => client.heard === 'ONE TWO');
  });

  it('is a black hole that keeps the connection open', async () => {
    proxy.set({ silent: ['toServer', 'toClient'] });
    client.send('unheard');
    await exchange();

    expect(client.heard).toBe('');
    expect(client.ended).toBe(false);
  });

  it('resets connections', async () => {
    proxy.reset();

    await waitFor(() => client.ended && client.error?.code === 'ECONNRESET');
    await waitFor(() => proxy.connections === 0);
  });

  it('refuses new connections and keeps the old ones', async () => {
    proxy.set({ refuse: true });

    const late = new Client(connect({ port: proxy.port, host: '127.0.0.1' }));
    await waitFor(() => late.ended);
    client.send('still here');
    await waitFor(() => client.heard === 'STILL HERE');
    expect(late.heard).toBe('');
  });

  it('cuts the connection after so many bytes', async () => {
    proxy.set({ cut: { direction: 'toClient', after: 3 } });

    client.send('hello');

    await waitFor(() => client.ended);
    expect(client.heard.length).toBeLessThanOrEqual(3);
  });

  it('turns to another server, and cuts off whoever is connected', async () => {
    const other = await FaultyProxy.before(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`);

    proxy.turnTo(other.through('tcp://elsewhere'));

    await waitFor(() => client.ended);
    const next = await Client.connect(proxy.port);
    next.send('hello');
    await waitFor(() => next.heard === 'HELLO');
    expect(other.accepted).toBe(1);
    await other.stop();
  });

  it('is half open after a text: it arrives, and no answer comes', async () => {
    proxy.set({ halfOpen: { direction: 'toServer', after: 'COMMIT' } });
    client.send('begin ');
    await waitFor(() => client.heard === 'BEGIN ');

    client.send('COMMIT');
    client.send('more');
    await exchange();

    expect(client.heard).toBe('BEGIN ');
    expect(client.ended).toBe(false);
  });
});

/** A round of another connection, after which what was sent before has passed the proxy too. */
async function exchange(): Promise<void> {
  const other = await FaultyProxy.before(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const witness = await Client.connect(other.port);
  witness.send('witness');
  await waitFor(() => witness.heard === 'WITNESS');
  witness.socket.destroy();
  await other.stop();
}

class Client {
  heard = '';
  ended = false;
  error?: NodeJS.ErrnoException;

  constructor(readonly socket: Socket) {
    socket.on('data', (chunk) => (this.heard += chunk.toString()));
    socket.on('error', (error) => (this.error = error));
    socket.on('close', () => (this.ended = true));
  }

  static async connect(port: number): Promise<Client> {
    const client = new Client(connect({ port, host: '127.0.0.1' }));
    await once(client.socket, 'connect');
    return client;
  }

  send(text: string): void {
    this.socket.write(text);
  }
}
