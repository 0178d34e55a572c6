import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process with this id is there. One that belongs to another user counts too. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** One that has ended and that its parent has not yet asked about still has its id. */
function isZombie(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && / Z [^)]*$/.test(readFileSync(stat, 'utf8'));
}

/** The command line of a process, or '' when there is none: ids are used again, so a stored one proves nothing. */
export function commandLine(pid: number): string {
  return spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
}

/** Waits until a process is gone; false when it is still there after the time. */
export async function goneWithin(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/** Asks a process to end and, when it does not within the time, ends it. */
export async function endProcess(pid: number, signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, signal);
  if (await goneWithin(pid, timeoutMs)) return;
  process.kill(pid, 'SIGKILL');
  await goneWithin(pid, 2000);
}

const handedOut = new Set<number>();

/**
 * A port of 127.0.0.1 that nobody listens on now, each time another one. Lies below the range that systems take the
 * ports of outgoing connections from: one of those would keep a service from starting again at its own port.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = randomInt(20_000, 32_000);
    if (handedOut.has(port) || !(await listenOnce(port))) continue;
    handedOut.add(port);
    return port;
  }
  throw new Error('This machine has no free port');
}

/** The first port from `preferred` upwards that is free. */
export async function freePortFrom(preferred: number): Promise<number> {
  for (let port = preferred; port < preferred + 100; port++) {
    if (await listenOnce(port)) return port;
  }
  return freePort();
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

/** The end of a log file: what a server said before it gave up. */
export function tail(path: string, bytes = 2000): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(bytes, size));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trim();
  } finally {
    closeSync(file);
  }
}
