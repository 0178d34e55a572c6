import { runChecker } from '../checker/checker.ts';
import { linesOf } from '../checker/verdict.ts';

const MINUTES = 60_000;

describe('The platform under faults', () => {
  it(
    'keeps every invariant while its processes are killed and paused and its broker forgets',
    async () => {
      const sizes = { minutes: 0.6, programs: 3, replicas: 1, natsNodes: 1 };
      const verdict = await runChecker({ seed: 1, ...sizes, keep: false, say: () => undefined });

      expect(verdict.holds ? [] : linesOf(verdict)).toEqual([]);
      expect(verdict.figures['programs finished']).toBeGreaterThan(2);
      // Forbidden writes were refused, and some of those that nobody waited for were done.
      expect(verdict.figures.fail).toBeGreaterThan(0);
      expect(verdict.figures.unknown).toBeGreaterThan(0);
      expect(verdict.figures['unknown and done']).toBeGreaterThan(0);
      expect(Object.keys(verdict.faults).length).toBeGreaterThan(1);
    },
    8 * MINUTES,
  );
});
