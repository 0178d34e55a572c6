import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until a condition gives something truthy and returns that. When the time is over, the error tells what the
 * condition last gave or threw.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = 5000, intervalMs = 20 }: { timeoutMs?: number; intervalMs?: number } = {},
): Promise<NonNullable<T>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const attempt = await outcomeOf(condition);
    if (attempt.value) return attempt.value;
    if (performance.now() > deadline) {
      const { error, value } = attempt;
      const last = error instanceof Error ? error.message : JSON.stringify(error ?? value);
      throw new Error(`Waited ${timeoutMs} ms in vain; last: ${last}`, { cause: error });
    }
    await sleep(intervalMs);
  }
}

async function outcomeOf<T>(condition: () => T | Promise<T>): Promise<{ value?: T; error?: unknown }> {
  try {
    return { value: await condition() };
  } catch (error) {
    return { error };
  }
}
