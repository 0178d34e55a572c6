import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TempBroker, TestIdentity, testRun, waitFor } from '@app/testing';
import { v7 as uuid } from 'uuid';
import { ensureDatabases } from '../local/databases.ts';
import { environmentOf } from '../local/environment.ts';
import { manifestOf } from '../local/manifests.ts';
import { projectDir } from '../local/paths.ts';
import { freePort } from '../local/processes.ts';
import { Secrets } from '../local/secrets.ts';
import { startService } from '../local/service-process.ts';
import { tool } from '../test/gates.ts';

const name = 'sample-12';
const left = ['node_modules', 'dist', '.git', '.local', 'coverage', '.env'];

describe('A new service', () => {
  let root: string;
  let before: Map<string, string>;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'tulga-new-service-'));
    const isTaken = (path: string): boolean => !left.includes(path.slice(projectDir.length + 1).split('/')[0]!);
    cpSync(projectDir, root, { recursive: true, filter: isTaken });
    symlinkSync(join(projectDir, 'node_modules'), join(root, 'node_modules'));
    before = filesIn(root);
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const run = async (...args: string[]): Promise<string> => {
    const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', ...args];
    const env = { ...process.env, NATS_SERVER_BIN: testRun().natsBinary };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, node, {
      cwd: root,
      env,
      maxBuffer: 2 ** 26,
    });
    return stdout + stderr;
  };
  const generator = (...args: string[]): Promise<string> => run('deploy/new-service/new-service.ts', name, ...args);

  it('is made beside the others, and listed where they are', async () => {
    expect(await generator()).toContain(`apps/${name} and libs/contracts/src/${name} are made`);

    const read = (path: string): string => readFileSync(join(root, path), 'utf8');
    for (const path of ['docker-compose.yml', 'deploy/nats/nats-server.conf', 'deploy/keycloak/tulga-realm.json'])
      expect(read(path)).toContain(name);
    expect(read('docs/events.md')).toContain(`### \`${name}.announcement.published.v1\` (fact)`);
    expect(read('docs/openapi.json')).toContain(`"/api/${name}/v1/announcements"`);
    expect(read('docs/asyncapi.json')).toContain(`"${name}.send.${name}.announcement.published.v1"`);
    expect(read('.env.example')).toContain('SAMPLE_12_DATABASE_PASSWORD=');
    await expect(generator()).rejects.toThrow('is there already');
  }, 120_000);

  it('passes the gates and its own specs', async () => {
    const config = { extends: './tsconfig.base.json', include: [`apps/${name}/**/*.ts`, 'libs/contracts/src/**/*.ts'] };
    writeFileSync(join(root, 'tsconfig.sample.json'), JSON.stringify(config));
    const changed = [...filesIn(root)].filter(([path, hash]) => before.get(path) !== hash).map(([path]) => path);
    const written = changed.filter((path) => path !== 'tsconfig.sample.json');

    const format = tool('prettier', ['--check', '--log-level=warn', '--ignore-unknown', ...written], root);
    const rules = tool('depcruise', ['--config', '.dependency-cruiser.cjs', `apps/${name}`, 'libs/contracts'], root);
    expect(await Promise.all([format, rules])).toEqual(['', '']);
    const lint = tool('oxlint', ['--deny-warnings', '--format=unix', `apps/${name}`, 'libs/contracts'], root);
    const types = tool('tsc', ['-p', 'tsconfig.sample.json'], root);
    expect(await Promise.all([lint, types])).toEqual(['', '']);
    rmSync(join(root, 'tsconfig.sample.json'));
    const jest = [
      'node_modules/jest/bin/jest.js',
      '--ci',
      '--forceExit',
      `apps/${name}`,
      'libs/contracts',
      'deploy/nats',
    ];
    const said = await run(...jest);
    expect(said).toContain(`PASS apps/${name}/test/${name}.component.spec.ts`);
    expect(said).not.toContain('FAIL');
  }, 240_000);

  it('starts as a process of its own and answers who is signed in', async () => {
    const manifest = manifestOf(name, join(root, 'apps'));
    const [identity, broker] = await Promise.all([TestIdentity.start(), TempBroker.create([manifest])]);
    const origin = identity.issuer.replace('/oidc', '');
    const url = `http://127.0.0.1:${await freePort()}`;
    const secrets = new Secrets(join(root, '.local-secrets.json'));
    const database = { database: manifest.database!, role: name, password: secrets.password('database') };
    await ensureDatabases(testRun().postgresUrl, [database]);
    const { host } = new URL(testRun().postgresUrl);
    const surroundings = {
      ...{ dataDir: root, publicOrigin: origin, demo: false, logLevel: 'warn', natsUrl: broker.url, secrets },
      urls: { [name]: url, identity: origin },
      databaseUrl: () => `postgres://${name}:${database.password}@${host}/${database.database}`,
    };
    const env = { ...environmentOf(manifest, surroundings), NATS_PASSWORD: broker.users[name]!.password };
    const lines: string[] = [];
    const entry = join(root, `dist/apps/${name}/src/main.js`);
    const service = await startService({ entry, cwd: root, env, onLine: (line) => lines.push(line) });
    try {
      const answer = (path: string, headers = {}): Promise<Response> => fetch(`${url}${path}`, { headers });
      await waitFor(async () => (await answer('/health/ready')).ok || Promise.reject(new Error(lines.join('\n'))), {
        timeoutMs: 30_000,
      });

      const known = await answer('/v1/announcements', await identity.headers({ personId: uuid() }));
      expect([known.status, await known.json()]).toEqual([
        200,
        { data: [], page: { nextCursor: null, hasMore: false } },
      ]);
      expect((await answer('/v1/announcements')).status).toBe(401);
    } finally {
      await service.stop();
      await Promise.all([identity.stop(), broker.stop()]);
      rmSync(join(root, '.local-secrets.json'), { force: true });
    }
  }, 90_000);

  it('is removed without a trace', async () => {
    expect(await generator('--remove')).toContain(`${name} is removed`);

    const after = filesIn(root);
    const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
      (path) => before.get(path) !== after.get(path),
    );
    expect(differing).toEqual([]);
    await expect(generator('--remove')).rejects.toThrow(`There is no service ${name}`);
  }, 120_000);
});

/** Every file of the repository with a fingerprint of what is in it. */
function filesIn(root: string): Map<string, string> {
  const entries = globSync(['**/*', '.*', '.github/**/*'], {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => left.includes(entry.name),
  });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
  return new Map(paths.map((path) => [path.slice(root.length + 1), hash(path)]));
}
