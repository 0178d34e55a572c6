import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine, goneWithin } from './processes.ts';
import { RunFile } from './run-file.ts';

describe('RunFile', () => {
  let dir: string;
  const children: ChildProcess[] = [];

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tulga-run-'));
  });

  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(dir, { recursive: true });
  });

  async function aProcess(script: string): Promise<number> {
    mkdirSync(join(dir, 'apps/programs/src'), { recursive: true });
    writeFileSync(join(dir, script), 'setInterval(() => {}, 1000);');
    const child = spawn(process.execPath, [join(dir, script)], { stdio: 'ignore' });
    children.push(child);
    await once(child, 'spawn');
    return child.pid!;
  }

  function left(record: object): void {
    writeFileSync(join(dir, 'run.json'), JSON.stringify({ gatewayUrl: null, processes: [], ...record }));
  }

  it('refuses a second platform on the same data and says where the first one answers', async () => {
    const pid = await aProcess('start.js');
    left({ pid, command: commandLine(pid), gatewayUrl: 'http://localhost:8080' });

    await expect(RunFile.claim(dir)).rejects.toThrow(
      `already running in this checkout: http://localhost:8080 (process ${pid})`,
    );
  });

  it('takes over from a platform that was killed, and ends the services it left', async () => {
    const service = await aProcess('apps/programs/src/main.js');
    left({ pid: 999_999_999, command: 'node start.ts', processes: [{ name: 'programs', pid: service }] });

    const run = await RunFile.claim(dir);

    expect(await goneWithin(service, 1000)).toBe(true);
    run.release();
    expect(existsSync(join(dir, 'run.json'))).toBe(false);
  });

  it('leaves a stranger alone who got the id of a process that is gone', async () => {
    const stranger = await aProcess('editor.js');
    left({ pid: stranger, command: 'node start.ts', processes: [{ name: 'programs', pid: stranger }] });

    await RunFile.claim(dir);

    expect(await goneWithin(stranger, 100)).toBe(false);
  });
});
