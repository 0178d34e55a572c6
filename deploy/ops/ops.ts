import { parseArgs } from 'node:util';
import { localDir } from '../local/paths.ts';
import { Progress } from '../local/progress.ts';
import { AlreadyRunning } from '../local/run-file.ts';
import { backup, restore } from './backup.ts';
import { databasesByEnvironment, localDatabases, type DatabaseAccess } from './database-access.ts';
import { deadLetters, discard, redrive } from './dead-letters.ts';
import { accessByEnvironment, localAccess } from './installation-access.ts';
import { OperationsClient } from './operations-client.ts';
import { Explained, Misuse, type Outcome } from './outcome.ts';
import { rebuild, reconcile } from './owner-reads.ts';
import { status } from './status.ts';
import { usage } from './usage.ts';

/** `npm run ops`: what operators do with an installation, from its own machine or from outside. */
interface Options {
  json: boolean;
  reason?: string;
  'data-dir'?: string;
  help: boolean;
}

interface Command {
  /** How many words follow it, at least and at most. */
  words: [number, number];
  run(words: string[], options: Options): Promise<Outcome>;
}

const { env } = process;
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const commands: Record<string, Command> = {
  status: { words: [0, 1], run: ([service], options) => status(clientOf(options), service) },
  'dead-letters': { words: [0, 1], run: ([service], options) => deadLetters(clientOf(options), service) },
  redrive: { words: [2, 2], run: ([service, id], options) => redrive(clientOf(options), service!, id!) },
  discard: {
    words: [2, 2],
    run: async ([service, id], options) => {
      if (!options.reason) throw new Misuse('discard needs --reason "…": it is kept with the event');
      return discard(clientOf(options), service!, id!, options.reason);
    },
  },
  rebuild: { words: [2, 2], run: ([service, name], options) => rebuild(clientOf(options), service!, name!, say) },
  reconcile: { words: [0, 1], run: ([service], options) => reconcile(clientOf(options), service, say) },
  backup: {
    words: [1, 1],
    run: ([folder], options) => withDatabases(options, (access, progress) => backup(access, folder!, progress)),
  },
  restore: {
    words: [1, 2],
    run: ([folder, service], options) =>
      withDatabases(options, (access, progress) => restore(access, folder!, service, progress)),
  },
};

const flags = {
  json: { type: 'boolean', default: false },
  reason: { type: 'string' },
  'data-dir': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, options: flags, allowPositionals: true });
    const [name = 'help', ...words] = positionals;
    if (values.help || name === 'help') return show(usage, 0);
    const outcome = await commandOf(name, words).run(words, values);
    return show(values.json ? JSON.stringify(outcome.json, null, 2) : outcome.text, outcome.isFine ? 0 : 1);
  } catch (error) {
    return explain(error as Error & { code?: string }, args.includes('--json'));
  }
}

function commandOf(name: string, words: string[]): Command {
  const command = Object.hasOwn(commands, name) ? commands[name]! : undefined;
  if (!command) throw new Misuse(`There is no command ${name}`);
  const [least, most] = command.words;
  if (words.length >= least && words.length <= most) return command;
  throw new Misuse(`${name} takes ${least === most ? least : `${least} to ${most}`} words, not ${words.length}`);
}

function clientOf(options: Options): OperationsClient {
  return new OperationsClient(isLocal(options) ? localAccess(dataDirOf(options)) : accessByEnvironment(env));
}

/** Whoever starts a server for a command ends it with the command, also with Ctrl-C while it is just starting. */
async function withDatabases(
  options: Options,
  work: (access: DatabaseAccess, progress: Progress) => Promise<Outcome>,
): Promise<Outcome> {
  let leaving: Promise<void> | undefined;
  const leave = async (): Promise<void> => {
    await opening.then((access) => access.close()).catch(() => {});
    process.exit(1);
  };
  // More than once: npm passes on what the terminal has sent to this process too.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void (leaving ??= leave()));
  const opening = open(options);
  const access = await opening;
  try {
    return await work(access, new Progress((text) => void process.stderr.write(text)));
  } finally {
    await access.close();
  }
}

async function open(options: Options): Promise<DatabaseAccess> {
  return isLocal(options) ? localDatabases(dataDirOf(options)) : databasesByEnvironment(env);
}

/** The environment describes another installation than the one of this checkout. */
function isLocal(options: Options): boolean {
  const isElsewhere = env.TULGA_URL || env.SERVICE_URLS || env.POSTGRES_URL;
  return options['data-dir'] !== undefined || !isElsewhere;
}

function dataDirOf(options: Options): string {
  return options['data-dir'] ?? localDir;
}

function explain(error: Error & { code?: string }, isForPrograms: boolean): number {
  const isMisuse = error instanceof Misuse || Boolean(error.code?.startsWith('ERR_PARSE_ARGS'));
  // A message of ours says all; what nobody foresaw needs its place.
  const text = isMisuse || error instanceof Explained || error instanceof AlreadyRunning ? error.message : error.stack!;
  if (isForPrograms) show(JSON.stringify({ error: error.message }), 1);
  else say(isMisuse ? `${text}\n\n${usage}` : text);
  return isMisuse ? 2 : 1;
}

function show(text: string, exitCode: number): number {
  process.stdout.write(`${text.trimEnd()}\n`);
  return exitCode;
}
