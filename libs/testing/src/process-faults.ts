import { goneWithin } from '../../../deploy/local/processes.js';

/** Ends a process as a power switch would and waits until it is gone. */
export async function kill(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  if (!(await goneWithin(pid, 5000))) throw new Error(`The process ${pid} is still there after SIGKILL`);
}

/** Stops a process where it is: it answers nobody, and its connections stay open. */
export function pause(pid: number): void {
  process.kill(pid, 'SIGSTOP');
}

/** Lets a paused process go on as if no time had passed. */
export function resume(pid: number): void {
  process.kill(pid, 'SIGCONT');
}
