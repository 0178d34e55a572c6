import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GrantStateV1 } from '@app/contracts';
import { sampleOf, waitFor } from '@app/testing';
import { type RunningLibrary, startLibrary } from '../../libs/service-kit/test/library.running.js';

interface Run {
  code: number;
  out: string;
  err: string;
}

let library: RunningLibrary;
let env: Record<string, string>;

beforeAll(async () => {
  library = await startLibrary();
  await library.app.listen(0, '127.0.0.1');
  await library.admin.query(
    `INSERT INTO access_grants (id, client_id, role, scope, valid_from)
     VALUES ($1, 'operator', 'platform-administrator', 'platform', '2000-01-01')`,
    [randomUUID()],
  );
  env = {
    SERVICE_URLS: JSON.stringify({ library: await library.app.getUrl(), gateway: 'http://127.0.0.1:1' }),
    OIDC_TOKEN_URL: library.identity.jwksUrl.replace('jwks', 'token'),
    OPERATOR_CLIENT_SECRET: 'secret',
  };
});

afterAll(() => library?.stop());

/** Runs the command as an operator does, as a process of its own. */
function ops(args: string[], variables: Record<string, string> = env): Promise<Run> {
  const path = join(import.meta.dirname, 'ops.ts');
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env.PATH, ...variables } };
    const child = execFile(process.execPath, [path, ...args], options, (_error, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err });
    });
  });
}

async function aDeadLetter(): Promise<string> {
  const event = { ...sampleOf(GrantStateV1, {}, { subject: randomUUID(), sequence: 1 }), data: {} };
  const nc = await library.broker.connectAs('admin');
  nc.publish(GrantStateV1.subject, JSON.stringify(event));
  await nc.flush();
  await nc.close();
  const sql = `SELECT id FROM dead_letters WHERE event ->> 'id' = $1`;
  return (await waitFor(async () => (await library.admin.query(sql, [event.id])).rows[0])).id;
}

describe('npm run ops', () => {
  it('tells that all is well', async () => {
    await waitFor(async () => (await ops(['status'])).code === 0, { timeoutMs: 15_000 });
    const { out } = await ops(['status']);

    expect(out).toMatch(/^All is well\.\n\nservice +ready +outbox/);
    expect(out).toMatch(/^library +yes +0/m);
  });

  it('tells what is wrong first, and what to do about it', async () => {
    const id = await aDeadLetter();

    const forPeople = await ops(['status']);
    const forPrograms = await ops(['status', 'library', '--json']);

    expect([forPeople.code, forPrograms.code]).toEqual([1, 1]);
    expect(forPeople.out).toMatch(/^✗ library: 1 dead letter: npm run ops -- dead-letters library\n/);
    expect(JSON.parse(forPrograms.out)).toMatchObject({ services: [{ name: 'library', figures: { deadLetters: 1 } }] });
    expect((await ops(['discard', 'library', id, '--reason', 'Seen'])).code).toBe(0);
  });

  it('shows dead letters, and handles or passes over one', async () => {
    const id = await aDeadLetter();

    const { code, out } = await ops(['dead-letters']);
    const again = await ops(['redrive', 'library', id]);
    const without = await ops(['discard', 'library', id]);
    const passed = await ops(['discard', 'library', id, '--reason', 'The partner sent nonsense']);

    expect([code, again.code, without.code, passed.code]).toEqual([1, 1, 2, 0]);
    expect(out).toContain(`library  ${id}  tulga.directory.grant.v1`);
    expect(again.err).toContain('library refuses');
    expect(without.err).toContain('--reason');
    expect(passed.out).toBe(`library passes over ${id}.\n`);
    const { rows } = await library.admin.query('SELECT actor, note FROM dead_letters WHERE id = $1', [id]);
    expect(rows).toEqual([{ actor: 'client:operator', note: 'The partner sent nonsense' }]);
    expect((await ops(['dead-letters', 'library'])).out).toBe('No dead letters.\n');
  });

  it('shows the dead letters of those that answer, and who does not', async () => {
    const id = await aDeadLetter();
    const { library: url } = JSON.parse(env.SERVICE_URLS!) as { library: string };
    const oneIsAway = { ...env, SERVICE_URLS: JSON.stringify({ away: 'http://127.0.0.1:1', library: url }) };

    const forPeople = await ops(['dead-letters'], oneIsAway);
    const forPrograms = await ops(['dead-letters', '--json'], oneIsAway);

    expect(forPeople).toMatchObject({ code: 1, out: expect.stringMatching(/^✗ away: does not answer: /) });
    expect(forPeople.out).toContain(`library  ${id}`);
    expect(JSON.parse(forPrograms.out)).toMatchObject([{ service: 'library', id }, { service: 'away' }]);
    expect((await ops(['discard', 'library', id, '--reason', 'Seen'])).code).toBe(0);
  });

  it('refuses what there is not', async () => {
    const runs = [
      ['redrive', 'library', randomUUID()],
      ['rebuild', 'library', 'programs.cohort.v1'],
      ['status', 'school'],
      ['dance'],
      ['backup'],
      ['--loud'],
    ];

    const outcomes = await Promise.all(runs.map((args) => ops(args)));

    expect(outcomes.map(({ code }) => code)).toEqual([1, 1, 2, 2, 2, 2]);
    expect(outcomes[0]!.err).toContain('dead-letter-not-found');
    expect(outcomes[1]!.err).toContain('not-read-here');
    expect(outcomes[2]!.err).toContain('There is no service school; there are library');
  });

  it('says who does not answer, and who is nobody', async () => {
    const away = await ops(['status'], { ...env, SERVICE_URLS: '{"library":"http://127.0.0.1:1"}' });
    const stranger = await ops(['dead-letters'], { ...env, OPERATOR_CLIENT_ID: 'stranger' });
    const nobody = await ops(['status'], { SERVICE_URLS: env.SERVICE_URLS! });

    expect([away.code, stranger.code, nobody.code]).toEqual([1, 1, 1]);
    expect(away.out).toMatch(/^✗ library: does not answer/);
    expect(stranger.err).toContain('right-missing');
    expect(nobody.err).toContain('OPERATOR_TOKEN');
  });

  it('explains itself', async () => {
    expect(await ops(['help'])).toMatchObject({ code: 0, out: expect.stringContaining('npm run ops -- <command>') });
  });

  it('backs up every database of the manifests, and says which are not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tulga-ops-'));

    const { code, out } = await ops(['backup', folder, '--json'], { POSTGRES_URL: library.database.adminUrl });

    expect(code).toBe(1);
    const { failures } = JSON.parse(out) as { failures: { service: string; reason: string }[] };
    expect(failures.map(({ service }) => service)).toContain('directory');
    expect(failures[0]!.reason).toContain('does not exist');
    rmSync(folder, { recursive: true });
  });
});
