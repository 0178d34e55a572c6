import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestProcess } from './test-process.js';
import { waitFor } from './wait-for.js';

interface Clocks {
  now: number;
  constructed: number;
  isDate: boolean;
}

const entry = join(import.meta.dirname, '../test/sample-process.ts');
const started: TestProcess[] = [];

afterEach(() => Promise.all(started.splice(0).map((process) => process.kill())));

async function start(options: { clockShiftMs?: number; env?: Record<string, string> } = {}) {
  const process = await TestProcess.start<Clocks>({ entry, env: {}, ...options });
  started.push(process);
  return process;
}

describe('a process of a test', () => {
  it('runs from the sources, decorators and all, until it is killed', async () => {
    const process = await start();
    await waitFor(() => process.output.includes('3\n'));

    expect(process.isAlive).toBe(true);
    expect(await process.kill()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(process.isAlive).toBe(false);
  });

  it('stands still while it is paused and goes on afterwards', async () => {
    const process = await start();
    await waitFor(() => process.output.includes('3\n'));

    process.pause();
    await sleep(30);
    const said = process.output;
    await sleep(60);
    expect(process.output).toBe(said);

    process.resume();
    await waitFor(() => process.output.length > said.length);
  });

  it('may believe in another time, while its timers run as always', async () => {
    const day = 24 * 60 * 60 * 1000;
    const process = await start({ clockShiftMs: day });
    const { now, constructed, isDate } = process.ready;

    expect(Math.abs(now - day - Date.now())).toBeLessThan(5000);
    expect(Math.abs(constructed - now)).toBeLessThan(1000);
    expect(isDate).toBe(true);
    await waitFor(() => process.output.includes('3\n'));
  });

  it('that ends before it is ready tells why', async () => {
    const failing = TestProcess.start({ entry: join(import.meta.dirname, 'nowhere.ts'), env: {} });

    await expect(failing).rejects.toThrow('Cannot find module');
  });
});
