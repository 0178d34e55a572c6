import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { waitFor } from '../../libs/testing/src/wait-for.js';
import { goneWithin, isAlive } from './processes.ts';
import { startService } from './service-process.ts';

const polite = `
  console.log(process.env.GREETING);
  console.error('and on the other stream');
  process.once('SIGTERM', () => { console.log('ending'); process.exit(0); });
  setInterval(() => {}, 1000);
`;

describe('a service process', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tulga-service-'));
  });

  afterEach(() => rmSync(dir, { recursive: true }));

  function script(name: string, text: string): string {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  }

  it('has the environment that it was given, and its last words arrive', async () => {
    const lines: string[] = [];
    const entry = script('polite.mjs', polite);
    const env = { GREETING: 'salem' };
    const service = await startService({ entry, cwd: dir, env, onLine: (line) => lines.push(line) });
    await waitFor(() => lines.length >= 2);

    await service.stop();
    await service.exited;

    expect(lines.sort()).toEqual(['and on the other stream', 'ending', 'salem']);
  });

  it('ends in good order when its supervisor is killed', async () => {
    const supervisor = script(
      'supervisor.mjs',
      `import { startService } from ${JSON.stringify(join(import.meta.dirname, 'service-process.ts'))};
       const entry = ${JSON.stringify(script('polite.mjs', polite))};
       const service = await startService({ entry, cwd: '/', env: { GREETING: 'up' }, onLine: (line) => {
         if (line === 'up') console.log(service.pid);
       } });`,
    );
    const parent = spawn(process.execPath, [supervisor], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) => {
      createInterface({ input: parent.stdout }).once('line', (line) => resolve(Number(line)));
    });
    expect(isAlive(pid)).toBe(true);

    parent.kill('SIGKILL');

    expect(await goneWithin(pid, 5000)).toBe(true);
  });
});
