import { parseArgs } from 'node:util';

/** `npm run bench -- <letter> [--quick]`: measures what the letter stands for and exits 1 below what is required. */
const letters: Record<string, () => Promise<{ run: (options: { quick: boolean }) => Promise<boolean> }>> = {
  a: () => import('./delivery/run.ts'),
};

const { positionals, values } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((letter) => !letters[letter]);
if (positionals.length === 0 || unknown.length > 0) {
  process.stderr.write(`npm run bench -- <${Object.keys(letters).join(' | ')}> [--quick]\n`);
  process.exit(2);
}

let reached = true;
for (const letter of positionals) {
  const { run } = await letters[letter]!();
  reached = (await run(values)) && reached;
}
process.exit(reached ? 0 : 1);
