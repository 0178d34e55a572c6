import { testRun } from '@app/testing';
import fc from 'fast-check';

/** How long one property looks for a counterexample, and how long its test may take with what is around that. */
export const budgetMs = testRun().isFull ? 120_000 : 10_000;
export const timeoutMs = budgetMs + 60_000;

/**
 * Tries `check` on as many values as there is time for. The report of a failure names the seed; `TULGA_SEED` set to it
 * draws the same values again.
 */
export async function expectHolds<T>(values: fc.Arbitrary<T>, check: (value: T) => Promise<void>): Promise<void> {
  const deadline = performance.now() + budgetMs;
  const property = fc.asyncProperty(values, async (value) => {
    // Over time nothing begins any more, but what has begun ends: it must not outlive the servers of its test.
    if (performance.now() < deadline) await check(value);
  });
  const seed = process.env.TULGA_SEED;
  await fc.assert(property, { numRuns: 10_000, ...(seed ? { seed: Number(seed) } : {}) });
}
