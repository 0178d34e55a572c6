import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { projectDir } from '../../deploy/local/paths.ts';
import { faults } from './faults.ts';
import { remedies } from './remedies.ts';

const page = join(projectDir, 'docs/delivery.md');
/** What the tests said when their remedies were last off, by remedy. */
const memory = join(import.meta.dirname, 'seen.json');
const [begin, end] = ['<!-- remedies -->', '<!-- /remedies -->'];

/** Keeps what was seen in this run beside what others saw. */
export function rememberSeen(seen: Map<string, string>): void {
  const known = { ...readSeen(), ...Object.fromEntries(seen) };
  const current = remedies.flatMap(({ remedy }) => (known[remedy] ? [[remedy, known[remedy]]] : []));
  writeFileSync(memory, `${JSON.stringify(Object.fromEntries(current), null, 2)}\n`);
}

/** The table of faults, remedies and tests, as Markdown. */
export function table(seen: Record<string, string> = readSeen()): string {
  const rows = remedies.map(({ fault, remedy, spec, test }) => [
    String(fault),
    faults[fault]!,
    remedy,
    `[${test}](../${spec})`,
    seen[remedy] ?? 'not tried yet',
  ]);
  const heads = ['#', 'fault', 'remedy', 'test', 'seen without the remedy'];
  const lines = [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`);
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
