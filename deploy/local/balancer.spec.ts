import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { waitFor } from '../../libs/testing/src/wait-for.js';
import { Balancer } from './balancer.ts';

describe('Balancer', () => {
  let balancer: Balancer;
  const servers: Server[] = [];

  afterEach(async () => {
    await balancer.close();
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  });

  /** A replica that says its name and then repeats what it hears. */
  async function aReplica(name: string, serve = repeat): Promise<number> {
    const server = createServer({ allowHalfOpen: true }, (socket) => serve(name, socket));
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  function repeat(name: string, socket: Socket): void {
    socket.on('error', () => {});
    socket.write(name);
    socket.pipe(socket);
  }

  async function ask(question: string): Promise<string> {
    const socket = connect({ port: balancer.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.end(question);
    return text(socket);
  }

  it('gives each connection to the next replica and carries it both ways to its end', async () => {
    balancer = await Balancer.listen(0, [await aReplica('first '), await aReplica('second ')]);
    const long = 'x'.repeat(1_000_000);

    expect([await ask('a'), await ask('b'), await ask('c')]).toEqual(['first a', 'second b', 'first c']);
    expect(await ask(long)).toBe(`second ${long}`);
  });

  it('passes over a replica that refuses', async () => {
    const gone = await aReplica('gone');
    await new Promise((resolve) => servers.pop()!.close(resolve));
    balancer = await Balancer.listen(0, [gone, await aReplica('there ')]);

    expect([await ask('a'), await ask('b')]).toEqual(['there a', 'there b']);
  });

  it('closes a connection that nobody accepts', async () => {
    const gone = await aReplica('gone');
    await new Promise((resolve) => servers.pop()!.close(resolve));
    balancer = await Balancer.listen(0, [gone]);

    await expect(ask('a')).rejects.toThrow('ECONNRESET');
  });

  it('cuts a connection off when its replica does', async () => {
    const dying = await aReplica('half', (name, socket) => {
      socket.write(name);
      socket.once('data', () => socket.resetAndDestroy());
    });
    balancer = await Balancer.listen(0, [dying]);

    await expect(ask('a')).rejects.toThrow('ECONNRESET');
  });

  it('lets a replica know that its caller has gone', async () => {
    let ended = false;
    const listening = await aReplica('', (_name, socket) => {
      socket.resume();
      socket.once('error', () => {});
      socket.once('close', () => (ended = true));
      socket.once('end', () => socket.end());
    });
    balancer = await Balancer.listen(0, [listening]);
    const socket = connect({ port: balancer.port, host: '127.0.0.1' });
    await once(socket, 'connect');

    socket.destroy();

    expect(await waitFor(() => ended)).toBe(true);
  });
});
