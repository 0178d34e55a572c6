import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Installation } from './installation.ts';

describe('Installation', () => {
  let dir: string;
  const servers: Server[] = [];

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tulga-installation-'));
    // PostgreSQL's user, when this is root, must be able to enter it; else its files would lie elsewhere.
    chmodSync(dir, 0o755);
  });

  afterEach(async () => {
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    rmSync(dir, { recursive: true });
  });

  async function occupy(port: number): Promise<void> {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  }

  it('keeps its public origin and its secrets, also when the port goes to somebody else', async () => {
    const first = new Installation(dir);
    await first.open();
    const { port } = await first.gatewayPort('free');
    const origin = first.publicOrigin(port);
    const password = first.secrets.password('postgres');
    await occupy(port);

    const second = new Installation(dir);
    await second.open();
    const { port: otherPort, wanted } = await second.gatewayPort('free');

    expect(wanted).toBe(port);
    expect(otherPort).not.toBe(port);
    expect(second.publicOrigin(otherPort)).toBe(origin);
    expect(origin).toBe(`http://localhost:${port}`);
    expect(second.secrets.password('postgres')).toBe(password);
  });

  it('takes up an installation that is brought back with its secrets only, and removes what has none', async () => {
    const password = new Installation(dir).secrets.password('postgres');
    for (const name of ['postgres', 'files']) mkdirSync(join(dir, name));

    const broughtBack = new Installation(dir);
    await broughtBack.open();

    expect(readdirSync(dir).sort()).toEqual(['files', 'postgres', 'secrets.json']);
    expect(broughtBack.secrets.password('postgres')).toBe(password);
    rmSync(join(dir, 'secrets.json'));
    await new Installation(dir).open();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('removes what was recorded and leaves programs and the data of the demo', async () => {
    const installation = new Installation(dir);
    await installation.open();
    installation.publicOrigin(8080);
    const password = installation.secrets.password('postgres');
    for (const name of ['nats', 'files', 'bin', 'demo']) mkdirSync(join(dir, name));
    writeFileSync(join(dir, 'story.json'), '{}');

    await installation.wipe();

    const left = ['nats', 'files', 'story.json', 'platform.json', 'secrets.json', 'bin', 'demo'];
    expect(left.filter((name) => existsSync(join(dir, name)))).toEqual(['bin', 'demo']);
    expect(installation.secrets.password('postgres')).not.toBe(password);
  });
});
