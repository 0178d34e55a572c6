import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '../../demo/client.ts';
import { collectCredentials } from '../../demo/credentials.ts';
import type { Pack } from '../../demo/pack.ts';
import { readProgram, reportOf, type ProgramReport } from '../../demo/report.ts';
import { Stage } from '../../demo/stage.ts';
import { tell } from '../../demo/tell.ts';
import type { Scene } from '../../demo/timeline.ts';
import { World } from '../../demo/world.ts';
import { startPlatform } from '../../deploy/local/platform.ts';
import { evenly, smallPack } from './small-pack.ts';

const SIZE = 6;
const MINUTES = 60_000;

describe('A regional program, from nomination to certificate', () => {
  let folder: string;
  let platform: Awaited<ReturnType<typeof startPlatform>>;
  let undisturbed: ProgramReport;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tulga-e2e-'));
    platform = await startPlatform({ dataDir: folder, ports: 'free', demo: true, reset: true, quiet: true });
  }, 2 * MINUTES);

  afterAll(async () => {
    await platform?.discard();
    await rm(folder, { recursive: true, force: true });
  }, MINUTES);

  async function play(
    pack: Pack,
    onScene: (scene: Scene) => void = () => undefined,
  ): Promise<{ world: World; program: ProgramReport }> {
    const world = new World(pack, new Stage(new Client(platform.gatewayUrl, randomUUID())));
    await tell(world.stage, { onScene });
    return { world, program: (await readProgram(world)).program };
  }

  it(
    'issues a certificate to each who completed, and a verifier that is not ours accepts it',
    async () => {
      const { world, program } = await play(await smallPack('E2EA', SIZE));
      undisturbed = program;

      expect(program).toMatchObject({
        nominated: SIZE,
        enrolled: SIZE,
        evaluated: SIZE,
        completedPeople: SIZE,
        certificates: SIZE,
      });
      expect(program).toMatchObject({
        modulesHeld: 6,
        sessionsHeld: 6,
        attendanceRecords: 6 * SIZE,
        notCompleted: [],
        refused: [],
      });
      expect(await collectCredentials([world], folder)).toEqual([]);
      const report = reportOf(platform.gatewayUrl, await world.stage.settle(), [await readProgram(world)]);
      expect(report).toMatchObject({ doubles: 0, deadLetters: 0, failures: [] });
    },
    4 * MINUTES,
  );

  it(
    'counts a withdrawal as what it is',
    async () => {
      const pack = await smallPack('E2EB', SIZE);
      const leaver = pack.nominations[1];
      leaver.withdrawal = { at: '2025-08-01T10:00:00+05:00', reason: 'appointed-elsewhere' };
      const { program } = await play(pack);

      expect(program).toEqual({
        ...undisturbed,
        code: 'E2EB',
        attendanceRecords: undisturbed.attendanceRecords - 1,
        evaluated: SIZE - 1,
        completedPeople: SIZE - 1,
        certificates: SIZE - 1,
        notCompleted: [{ subject: world(pack, leaver.person), reasons: ['withdrawn'] }],
      });
    },
    4 * MINUTES,
  );

  it(
    'gives no certificate for a project that the panel failed',
    async () => {
      const pack = await smallPack('E2EC', SIZE);
      const [project] = pack.assessment!.projects;
      for (const sheet of project.scores) sheet.values = evenly(3);
      const { program } = await play(pack);

      expect(program).toEqual({
        ...undisturbed,
        code: 'E2EC',
        completedPeople: SIZE - 1,
        certificates: SIZE - 1,
        notCompleted: [{ subject: world(pack, project.authors[0]), reasons: ['project-not-passed'] }],
      });
    },
    4 * MINUTES,
  );

  it(
    'refuses a nomination after the window, though child processes, database and broker are killed on the way',
    async () => {
      const pack = await smallPack('E2ED', SIZE);
      pack.nominations[2].submittedAt = '2025-01-28T09:00:00+05:00';
      const victims = killingRound();
      const { program } = await play(pack, () => victims.next());

      const rest = SIZE - 1;
      expect(victims.next().done).toBe(true);
      expect(program).toEqual({
        ...undisturbed,
        code: 'E2ED',
        organizations: program.organizations,
        nominated: rest,
        enrolled: rest,
        attendanceRecords: 6 * rest,
        evaluated: rest,
        completedPeople: rest,
        certificates: rest,
        refused: [{ step: 'nomination', subject: pack.nominations[2].person, code: 'nomination-window-closed' }],
      });
    },
    6 * MINUTES,
  );

  /** Kills one process with SIGKILL at each call: the database, the broker, then every service. */
  function* killingRound(): Generator<void> {
    yield;
    yield;
    process.kill(platform.postgres.pid, 'SIGKILL');
    yield;
    yield;
    process.kill(platform.nats.pid, 'SIGKILL');
    for (const name of Object.keys(platform.services)) {
      yield;
      process.kill(platform.services[name].pid, 'SIGKILL');
    }
  }
});

function world(pack: Pack, person: string): string {
  return pack.people.find(({ key }) => key === person)!.name.cyrillic;
}
