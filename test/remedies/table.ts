import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { projectDir } from '../../deploy/local/paths.ts';
import { faults } from './faults.ts';
import { remedies } from './remedies.ts';
import type { Remedy } from './remedy.ts';
import type { Verdict } from './verdict.ts';

const page = join(projectDir, 'docs/delivery.md');
/** What the tests said when their remedies were last off, by remedy. */
const memory = join(import.meta.dirname, 'seen.json');
const [begin, end] = ['<!-- remedies -->', '<!-- /remedies -->'];

/** Keeps what was seen in this run beside what others saw. */
export function rememberSeen(verdicts: ReadonlyMap<string, Verdict>): void {
  const known = withVerdicts(readSeen(), verdicts);
  const current = remedies.flatMap(({ remedy }) => (known[remedy] ? [[remedy, known[remedy]]] : []));
  writeFileSync(memory, `${JSON.stringify(Object.fromEntries(current), null, 2)}\n`);
}

/** What is known after these verdicts. The last one counts: a test that does not fail any more is seen to fail no more. */
export function withVerdicts(
  known: Record<string, string>,
  verdicts: ReadonlyMap<string, Verdict>,
): Record<string, string> {
  const before = Object.entries(known).filter(([remedy]) => !verdicts.has(remedy));
  const now = [...verdicts].flatMap(([remedy, { failed, seen }]) => (failed ? [[remedy, seen] as const] : []));
  return Object.fromEntries([...before, ...now]);
}

/** What a row of the table says of a remedy, but for what was seen. */
export function cellsOf({ fault, remedy, spec, test }: Remedy): string[] {
  return [String(fault), faults[fault]!, remedy, `[${test}](../${spec})`].map(cell);
}

/** The table of faults, remedies and tests, as Markdown. */
export function table(seen: Record<string, string> = readSeen()): string {
  const rows = remedies.map((remedy) => [...cellsOf(remedy), cell(seen[remedy.remedy] ?? 'not seen yet')]);
  const heads = ['#', 'fault', 'remedy', 'test', 'seen without the remedy'];
  const lines = [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${begin}\n\n${lines.join('\n')}\n\n${end}`;
}

/** Puts the table into the page between its marks, formatted like every file. */
export async function writeTable(): Promise<void> {
  const text = readFileSync(page, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} lacks the lines ${begin} and ${end}`);
  const whole = text.slice(0, from) + table() + text.slice(to + end.length);
  writeFileSync(page, await format(whole, { ...(await resolveConfig(page)), filepath: page }));
}

function readSeen(): Record<string, string> {
  return existsSync(memory) ? (JSON.parse(readFileSync(memory, 'utf8')) as Record<string, string>) : {};
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
