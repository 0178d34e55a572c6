import { Controls } from './controls.ts';
import { remedies } from './remedies.ts';
import { rememberSeen, writeTable } from './table.ts';
import { Tree } from './tree.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/**
 * Switches off one remedy after the other, in a copy of the sources, and sees its test fail that passes with it. `npm run
 * remedies` does so for all, `npm run remedies -- 3 8` for those of two faults; `--write` puts what was seen into
 * docs/delivery.md.
 */
const numbers = process.argv
  .slice(2)
  .filter((word) => word !== '--write')
  .map(Number);
const chosen = remedies.filter(({ fault }) => numbers.length === 0 || numbers.includes(fault));
if (chosen.length === 0) throw new Error(`There is no remedy for ${numbers.join(', ')}`);

const isWriting = process.argv.includes('--write');
const tree = Tree.make();
const controls = new Controls(chosen, tree.directory);
const verdicts = new Map<string, Verdict>();
try {
  for (const remedy of chosen) {
    const objection = await controls.objectionTo(remedy);
    const verdict = objection ?? (await tree.without(remedy, () => verdictOf(remedy, tree.directory)));
    process.stdout.write(`${verdict.failed ? '✓' : '✗'} ${remedy.fault} without "${remedy.remedy}": ${verdict.seen}\n`);
    verdicts.set(remedy.remedy, verdict);
    // At once: a run takes half an hour, and one that is broken off has seen what it has seen.
    if (isWriting) rememberSeen(verdicts);
  }
} finally {
  tree.remove();
}
if (isWriting) await writeTable();
const shown = [...verdicts.values()].filter(({ failed }) => failed).length;
process.stdout.write(`${shown} of ${chosen.length} tests fail without their remedy\n`);
process.exit(shown < chosen.length ? 1 : 0);
