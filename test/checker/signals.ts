import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const paused = new Set<number>();

/** Sends a signal; false when the process is gone. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  // Signals to process 0 would reach ourselves.
  if (pid <= 0) return false;
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Stops a process, with those that it has started, as a machine does that has no time for it; then it goes on. */
export async function pauseFor(pid: number, lastsMs: number): Promise<void> {
  const pids = withChildren(pid).filter((each) => signal(each, 'SIGSTOP'));
  for (const each of pids) paused.add(each);
  await sleep(lastsMs);
  resume(pids);
}

/** Lets everything go on: what is stopped does not hear that it should end. */
export function resumeAll(): void {
  resume([...paused]);
}

function resume(pids: number[]): void {
  for (const pid of pids.filter((each) => paused.delete(each))) signal(pid, 'SIGCONT');
}

/** PostgreSQL serves each connection by a process of its own. */
function withChildren(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);
  return [pid, ...children];
}

function parentOf(pid: number): number | undefined {
  try {
    // The name before it is in parentheses and may have blanks.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[1]);
  } catch {
    return undefined;
  }
}
