import { execFile, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { makeOpenDir, outsideDir, projectDir } from './paths.ts';
import { canEnter, findPostgres, type PostgresBinaries, type ServerUser } from './postgres-binaries.ts';
import { commandLine, endProcess, isAlive, tail } from './processes.ts';

export interface PostgresOptions {
  /** Where the files are kept; existing ones are taken up again. Moves out of the project where the server cannot enter it. */
  dataDir: string;
  port: number;
  /** Password of the administrator `postgres`, set when the files are made. */
  password: string;
  /** False for tests: a crash of the machine may lose everything, and commits are faster. */
  durable?: boolean;
}

/** A running PostgreSQL server on 127.0.0.1. */
export interface Postgres {
  port: number;
  pid: number;
  dataDir: string;
  adminUrl: string;
  url(database: string, role: string, password: string): string;
  /** Settles when the server has ended, for whatever reason. */
  exited: Promise<void>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL from the npm package's programs, making its files first where there are none. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const binaries = findPostgres();
  const dataDir = postgresDataDir(options.dataDir, binaries.user);
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialize(binaries, dataDir, options.password);
  await endForgottenPostgres(dataDir);

  const log = join(dirname(dataDir), `${dataDir.split('/').pop()}.log`);
  const server = launch(binaries, dataDir, log, options);
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await untilReady(server, dataDir, log);
  const pid = server.pid!;
  const url = (database: string, role: string, password: string): string =>
    `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${options.port}/${database}`;
  return {
    port: options.port,
    pid,
    dataDir,
    adminUrl: url('postgres', 'postgres', options.password),
    url,
    exited,
    // SIGINT is "fast": open transactions are rolled back, and the files are left as after a clean shutdown.
    stop: () => endProcess(pid, 'SIGINT', 20_000),
  };
}

/** The folder really used for files that were asked for at `wanted`. */
export function postgresDataDir(wanted: string, user: ServerUser | undefined): string {
  makeOpenDir(dirname(wanted));
  if (canEnter(dirname(wanted), user)) return wanted;
  const name = relative(projectDir, wanted)
    .replaceAll(/[^\w]+/g, '-')
    .replace(/^-+/, '');
  return join(outsideDir(), name);
}

async function initialize({ binDir, user }: PostgresBinaries, dataDir: string, password: string): Promise<void> {
  // What an interrupted first start left has no PG_VERSION and cannot be taken up.
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { mode: 0o700 });
  const passwordFile = `${dataDir}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const path of [dataDir, passwordFile]) chownSync(path, user.uid, user.gid);
  try {
    const args = ['-D', dataDir, '-U', 'postgres', '-E', 'UTF8', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    // Code point order, but with upper and lower case of every alphabet: plain C knows those of ASCII only.
    const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    await promisify(execFile)(join(binDir, 'initdb'), [...args, ...locale, '--no-instructions'], { ...user, cwd: '/' });
  } catch (error) {
    const reason = (error as { stderr?: string }).stderr ?? (error as Error).message;
    throw new Error(`PostgreSQL could not make its files in ${dataDir}: ${reason}`, { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** A starter that was killed leaves its server behind, or only the file that says so; both would keep this one from starting. */
export async function endForgottenPostgres(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (pid > 0 && isAlive(pid) && commandLine(pid).includes(dataDir)) await endProcess(pid, 'SIGINT', 20_000);
  rmSync(pidFile, { force: true });
}

function launch(
  { binDir, user }: PostgresBinaries,
  dataDir: string,
  log: string,
  options: PostgresOptions,
): ChildProcess {
  const settings = {
    port: options.port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 300,
    timezone: 'UTC',
    ...(options.durable === false ? { fsync: 'off', full_page_writes: 'off' } : {}),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const output = openSync(log, 'a');
  chmodSync(log, 0o644);
  try {
    // A session of its own: Ctrl-C in the terminal reaches the supervisor only, which stops the services first.
    return spawn(join(binDir, 'postgres'), ['-D', dataDir, ...args], {
      ...user,
      cwd: '/',
      detached: true,
      stdio: ['ignore', output, output],
    });
  } finally {
    closeSync(output);
  }
}

async function untilReady(server: ChildProcess, dataDir: string, log: string): Promise<void> {
  let failure: string | undefined;
  server.once('error', (error) => (failure = error.message));
  // Long, since after a crash it first replays what was not yet in the files.
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await sleep(15)) {
    if (server.exitCode !== null || server.signalCode !== null) failure ??= tail(log);
    if (failure) throw new Error(`PostgreSQL did not start: ${failure}`);
    if (readyLine(dataDir, server.pid)) return;
  }
  server.kill('SIGKILL');
  throw new Error(`PostgreSQL was not ready within two minutes; its log is ${log}`);
}

/** The server writes its state as the eighth line of its pid file. */
function readyLine(dataDir: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}
