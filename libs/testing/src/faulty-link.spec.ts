import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { FaultyLink, type Fault } from './faulty-link.js';
import { waitFor } from './wait-for.js';

/** What came out at the far end. */
let heard: string;
let fault: Fault;
let bites: number;
let far: Server;
let near: Server;
let client: Socket;
let link: FaultyLink;

beforeEach(async () => {
  [heard, fault, bites] = ['', {}, 0];
  far = createServer((socket) => socket.on('error', () => {}).on('data', (chunk) => (heard += chunk.toString())));
  const server = await socketTo(far);
  const [faulty, bitten] = [(): Fault => fault, (): void => void bites++];
  near = createServer((socket) => {
    link = new FaultyLink(socket, server, faulty, bitten);
  });
  client = await socketTo(near);
});

afterEach(async () => {
  client.destroy();
  link.reset();
  for (const server of [near, far]) await new Promise((resolve) => server.close(resolve));
});

/** A socket that sends what is written at once, in a piece of its own. */
async function socketTo(server: Server): Promise<Socket> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true }).on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

async function send(text: string): Promise<void> {
  const expected = heard + text;
  client.write(text);
  await waitFor(() => heard === expected);
}

describe('a moment that is a text', () => {
  it.each([[['COMMIT']], [['COM', 'MIT']], [['begin C', 'O', 'M', 'M', 'IT']]])(
    'comes when it has passed in the pieces %j',
    async (pieces) => {
      fault = { halfOpen: { direction: 'toServer', after: 'COMMIT' } };

      for (const piece of pieces) await send(piece);

      await waitFor(() => bites > 0);
    },
  );

  it('has not been before it was waited for', async () => {
    await send('COMMIT');
    fault = { cut: { direction: 'toServer', after: 'COMMIT' } };

    await send(' and more');
    await send(' COM');
    expect(bites).toBe(0);

    client.write('MIT');
    await waitFor(() => client.destroyed);
    expect(bites).toBe(1);
  });

  it('is not made of what passes in the other direction', async () => {
    fault = { halfOpen: { direction: 'toClient', after: 'COMMIT' } };

    await send('COM');
    await send('MIT');
    await send(' and more');

    expect(bites).toBe(0);
  });
});
