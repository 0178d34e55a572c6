import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the condition holds; false when the time is over first. */
export async function waitUntil(condition: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  for (const deadline = performance.now() + timeoutMs; performance.now() < deadline; await sleep(20)) {
    if (await condition()) return true;
  }
  return false;
}
