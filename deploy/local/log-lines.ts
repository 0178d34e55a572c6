import { createWriteStream, existsSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { makeOpenDir } from './paths.ts';

export type LogView = 'json' | 'all' | 'warnings' | 'nothing';

const severity: Record<string, number> = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 };
const colors: Record<string, number> = { warn: 33, error: 31, fatal: 31 };
const rotateAt = 20 * 1024 * 1024;

/** Writes what the services say into one file each, and as much of it as asked for to the terminal. */
export class Logs {
  readonly #dir: string;
  readonly #view: LogView;
  readonly #write: (text: string) => void;
  readonly #files = new Map<string, WriteStream>();
  /** The last lines of each service, for telling why it did not start. */
  readonly #last = new Map<string, string[]>();

  constructor(dir: string, view: LogView, write: (text: string) => void = (text) => void process.stdout.write(text)) {
    this.#dir = makeOpenDir(dir);
    this.#view = view;
    this.#write = write;
  }

  add(service: string, line: string): void {
    this.#file(service).write(`${line}\n`);
    this.#last.set(service, [...(this.#last.get(service) ?? []).slice(-3), line]);
    const text = rendered(service, line, this.#view, process.stdout.isTTY === true);
    if (text !== undefined) this.#write(`${text}\n`);
  }

  lastLines(service: string): string {
    const lines = this.#last.get(service) ?? [];
    return lines.map((line) => rendered(service, line, 'all', false)).join('\n');
  }

  async close(): Promise<void> {
    await Promise.all([...this.#files.values()].map((file) => new Promise((resolve) => file.end(resolve))));
  }

  #file(service: string): WriteStream {
    let file = this.#files.get(service);
    if (!file) {
      const path = join(this.#dir, `${service}.log`);
      if (existsSync(path) && statSync(path).size > rotateAt) renameSync(path, `${path}.1`);
      file = createWriteStream(path, { flags: 'a' });
      this.#files.set(service, file);
    }
    return file;
  }
}

/** One line as the terminal shows it; undefined when the view leaves it out. Lines that are no JSON are kept as said. */
export function rendered(service: string, line: string, view: LogView, isColored: boolean): string | undefined {
  if (view === 'nothing') return undefined;
  if (view === 'json') return line;
  const entry = parsed(line);
  // What is no log line at all was most likely said by a process that is about to die.
  const level = entry?.level ?? 'error';
  if (view === 'warnings' && severity[level]! < severity['warn']!) return undefined;
  const paint = (color: number | undefined, text: string): string =>
    isColored && color ? `\u001b[${color}m${text}\u001b[0m` : text;
  const prefix = paint(36, service.padEnd(13));
  if (!entry) return `${prefix} ${line}`;
  const time = new Date(entry.time ?? Date.now()).toTimeString().slice(0, 8);
  const context = entry.context ? `${entry.context}: ` : '';
  const trace = entry.traceId ? paint(90, ` [${entry.traceId.slice(0, 8)}]`) : '';
  const stack = entry.stack ? `\n${entry.stack}` : '';
  return `${prefix} ${time} ${paint(colors[level], level.padEnd(5))} ${context}${entry.msg ?? ''}${trace}${stack}`;
}

interface Entry {
  level: string;
  time?: string;
  msg?: string;
  context?: string;
  traceId?: string;
  stack?: string;
}

function parsed(line: string): Entry | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const entry = JSON.parse(line) as Entry;
    return entry.level in severity ? entry : undefined;
  } catch {
    return undefined;
  }
}
