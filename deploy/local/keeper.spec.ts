import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { waitFor } from '../../libs/testing/src/wait-for.js';
import { Keeper, type Running } from './keeper.ts';
import { endProcess, goneWithin, isAlive } from './processes.ts';

async function aProcess(): Promise<Running> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  return { pid: child.pid!, exited, stop: () => endProcess(child.pid!, 'SIGTERM', 5000) };
}

describe('Keeper', () => {
  it('starts a program again when it is killed, and not when it is stopped', async () => {
    const keeper = new Keeper('sleeper', aProcess, { firstPauseMs: 10 });
    const first = await keeper.start();

    process.kill(first.pid, 'SIGKILL');
    const second = await waitFor(() => (keeper.running?.pid === first.pid ? undefined : keeper.running));
    expect(isAlive(second.pid)).toBe(true);
    expect(keeper.restarts).toBe(1);

    await keeper.stop();
    expect(await goneWithin(second.pid, 1000)).toBe(true);
    expect(keeper.restarts).toBe(1);
  });

  it('pauses longer and longer while the program fails', async () => {
    const pauses: string[] = [];
    const failing = async (): Promise<Running> => ({ pid: 0, exited: Promise.resolve(), stop: async () => {} });
    const keeper = new Keeper('failing', failing, {
      firstPauseMs: 2,
      longestPauseMs: 8,
      say: (text) => pauses.push(text),
    });
    await keeper.start();

    await waitFor(() => pauses.length >= 4);
    await keeper.stop();

    expect(pauses.slice(0, 4).map((text) => /in (\d+) ms/.exec(text)?.[1])).toEqual(['2', '4', '8', '8']);
  });

  it('goes on when a later start fails', async () => {
    let starts = 0;
    const said: string[] = [];
    const start = async (): Promise<Running> => {
      if (++starts === 2) throw new Error('no memory');
      return aProcess();
    };
    const keeper = new Keeper('moody', start, { firstPauseMs: 5, say: (text) => said.push(text) });
    const { pid } = await keeper.start();

    process.kill(pid, 'SIGKILL');
    await waitFor(() => starts === 3 && keeper.running);
    await keeper.stop();

    expect(said).toContain('moody did not start: no memory');
  });

  it('stops a program whose start was still under way', async () => {
    let running: Running | undefined;
    const slow = async (): Promise<Running> => {
      running = await aProcess();
      await new Promise((resolve) => setTimeout(resolve, 100));
      return running;
    };
    const keeper = new Keeper('slow', slow);
    const started = keeper.start();

    await keeper.stop();
    await started;

    expect(await goneWithin(running!.pid, 1000)).toBe(true);
  });
});
