import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '../../demo/client.ts';
import { readProgram, reportOf } from '../../demo/report.ts';
import { Stage } from '../../demo/stage.ts';
import { tell } from '../../demo/tell.ts';
import { World } from '../../demo/world.ts';
import { startPlatform } from '../../deploy/local/platform.ts';
import { smallPack } from './small-pack.ts';

const SIZE = 6;
const MINUTES = 60_000;
const KILL_EVERY_MS = 2000;

describe('Two processes of every service on a broker of three nodes', () => {
  let folder: string;
  let platform: Awaited<ReturnType<typeof startPlatform>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tulga-e2e-'));
    const size = { replicas: 2, natsNodes: 3 };
    platform = await startPlatform({ dataDir: folder, ports: 'free', demo: true, reset: true, quiet: true, ...size });
  }, 3 * MINUTES);

  afterAll(async () => {
    await platform?.discard();
    await rm(folder, { recursive: true, force: true });
  }, MINUTES);

  it('are there', async () => {
    const { services, processes } = platform;

    for (const { pids } of Object.values(services)) expect(pids).toHaveLength(2);
    expect(processes.filter(({ kind }) => kind === 'service')).toHaveLength(2 * Object.keys(services).length);
    expect(processes.filter(({ kind }) => kind === 'nats').map(({ name }) => name)).toEqual([
      'nats-1',
      'nats-2',
      'nats-3',
    ]);
    expect(await platform.natsLeader()).toMatch(/^nats-[123]$/);
  });

  it(
    'play a program to its certificates while one of them after the other is killed, the leader of the facts included',
    async () => {
      const world = new World(await smallPack('E2ER', SIZE), new Stage(new Client(platform.gatewayUrl, randomUUID())));
      const killed = new Set<string>();
      const nemesis = setInterval(() => void killNext(killed), KILL_EVERY_MS);
      try {
        await tell(world.stage, {});
      } finally {
        clearInterval(nemesis);
      }

      const read = await readProgram(world);
      expect(killed.size).toBeGreaterThan(Object.keys(platform.services).length);
      expect(read.program).toMatchObject({
        enrolled: SIZE,
        evaluated: SIZE,
        completedPeople: SIZE,
        certificates: SIZE,
      });
      const report = reportOf(platform.gatewayUrl, await world.stage.settle(), [read]);
      expect(report).toMatchObject({ doubles: 0, deadLetters: 0, failures: [] });
    },
    8 * MINUTES,
  );

  /** First the leader of the stream of facts, then one process of each service in turn, never both at once. */
  async function killNext(killed: Set<string>): Promise<void> {
    if (killed.size === 0) {
      killed.add('leader');
      const leader = await platform.natsLeader();
      process.kill(platform.processes.find(({ name }) => name === leader)!.pid, 'SIGKILL');
      return;
    }
    const names = Object.keys(platform.services);
    const name = names[(killed.size - 1) % names.length]!;
    const { pids } = platform.services[name]!;
    if (pids.length < 2) return;
    killed.add(`${name} ${pids[0]}`);
    process.kill(pids[0]!, 'SIGKILL');
  }
});
