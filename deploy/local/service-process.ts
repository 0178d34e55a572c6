import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Running } from './keeper.ts';
import { endProcess } from './processes.ts';

export interface ServiceStart {
  /** Path of the entry, built. */
  entry: string;
  cwd: string;
  env: Record<string, string>;
  onLine: (line: string) => void;
}

/** Starts one service as a process of its own that ends when this one does. */
export async function startService({ entry, cwd, env, onLine }: ServiceStart): Promise<Running> {
  const guard = join(import.meta.dirname, 'end-with-parent.mjs');
  // A session of its own: Ctrl-C in the terminal reaches the supervisor only, which stops everything in order.
  const child = spawn(process.execPath, ['--enable-source-maps', '--import', guard, entry], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      onLine(`could not be started: ${error.message}`);
      resolve();
    });
    // Not "exit": what it said last, most often why it ended, is still in the pipes then.
    child.once('close', () => resolve());
  });
  for (const stream of [child.stdout, child.stderr]) readLines(stream, onLine);
  const pid = child.pid ?? 0;
  return {
    pid,
    exited,
    stop: async () => {
      if (pid) await endProcess(pid, 'SIGTERM', 30_000);
    },
  };
}

function readLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on('line', onLine);
}
