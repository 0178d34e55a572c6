import { remedies } from './remedies.ts';
import { rememberSeen, writeTable } from './table.ts';
import { Tree } from './tree.ts';
import { verdictOf } from './verdict.ts';

/**
 * Switches off one remedy after the other, in a copy of the sources, and sees its test fail. `npm run remedies` does so
 * for all, `npm run remedies -- 3 8` for those of two faults; `--write` puts what was seen into docs/delivery.md.
 */
const numbers = process.argv
  .slice(2)
  .filter((word) => word !== '--write')
  .map(Number);
const chosen = remedies.filter(({ fault }) => numbers.length === 0 || numbers.includes(fault));
if (chosen.length === 0) throw new Error(`There is no remedy for ${numbers.join(', ')}`);

const isWriting = process.argv.includes('--write');
const tree = Tree.make();
const seen = new Map<string, string>();
let errors = 0;
try {
  for (const remedy of chosen) {
    const verdict = await tree.without(remedy, () => verdictOf(remedy, tree.directory));
    process.stdout.write(`${verdict.failed ? '✓' : '✗'} ${remedy.fault} without "${remedy.remedy}": ${verdict.seen}\n`);
    if (verdict.failed) seen.set(remedy.remedy, verdict.seen);
    else errors += 1;
    // At once: a run takes half an hour, and one that is broken off has seen what it has seen.
    if (isWriting) rememberSeen(seen);
  }
} finally {
  tree.remove();
}
if (isWriting) await writeTable();
process.stdout.write(`${seen.size} of ${chosen.length} tests fail without their remedy\n`);
process.exit(errors > 0 ? 1 : 0);
