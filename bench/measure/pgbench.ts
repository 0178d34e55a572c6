import { spawn } from 'node:child_process';
import { existsSync, globSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Statement } from './statements.ts';

/** The newest pgbench of this machine. The embedded PostgreSQL brings none. */
export function findPgbench(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((dir) => join(dir, 'pgbench'));
  return [...onPath, ...globSync('/usr/lib/postgresql/*/bin/pgbench').sort().reverse()].find((path) =>
    existsSync(path),
  );
}

/** Runs a script as closed loops over prepared statements; transactions per second without the time to connect. */
export async function pgbench(
  program: string,
  run: { url: string; script: string; file: string; clients: number; transactions: number },
): Promise<number> {
  writeFileSync(run.file, run.script);
  const { hostname, port, username, password, pathname } = new URL(run.url);
  const each = Math.ceil(run.transactions / run.clients);
  const args = ['-n', '-M', 'prepared', '-c', run.clients, '-t', each, '-D', 'k=0', '-f', run.file].map(String);
  const target = ['-h', hostname, '-p', port, '-U', username, pathname.slice(1)];
  const child = spawn(program, [...args, ...target], { env: { ...process.env, PGPASSWORD: password } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text));
  const code = await new Promise((resolve) => child.once('close', resolve));
  const rate = Number(/^tps = ([\d.]+)/m.exec(said)?.[1]);
  if (code !== 0 || !(rate > 0)) throw new Error(`pgbench ended with ${code}: ${said.slice(-1500)}`);
  return rate;
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** Gives each transaction of each client a number of its own. */
const NUMBERED = '\\set k :k + 1\n\\set n :client_id * 1000000000 + :k\n';

/** Repeats statements with other ids each time: every id in them becomes one that follows from the loop's number. */
export function scriptOf(statements: readonly Statement[]): string {
  const ids = new Map<string, string>();
  const lines = statements.map(({ text, values }) =>
    text.replace(/\$(\d+)/g, (_, place: string) => literal(values[Number(place) - 1], ids)),
  );
  return `${NUMBERED}${lines.map((line) => `${line.trim()};\n`).join('')}`;
}

function literal(value: unknown, ids: Map<string, string>): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return `ARRAY[${value.map((each) => literal(each, ids)).join(', ')}]`;
  if (value instanceof Date) return quoted(value.toISOString());
  if (typeof value === 'object') return quoted(JSON.stringify(value));
  if (typeof value !== 'string') return String(value as number | boolean);
  if (value.replace(UUID, '') === '' && value !== '') return `${idFor(value, ids)}::uuid`;
  const found = value.match(UUID) ?? [];
  const parts = value.split(UUID).map(quoted);
  if (parts.length === 1) return parts[0]!;
  // A cast behind it is of the whole text.
  return `(${parts.map((part, place) => (found[place] ? `${part} || ${idFor(found[place], ids)} || ` : part)).join('')})`;
}

function idFor(uuid: string, ids: Map<string, string>): string {
  const known = ids.get(uuid) ?? `lpad(to_hex(:n::bigint * 16 + ${ids.size}), 32, '0')`;
  ids.set(uuid, known);
  return known;
}

/** pgbench takes a colon for the start of a variable wherever it stands. */
function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\072');
  return escaped === text ? `'${text}'` : `E'${escaped}'`;
}
