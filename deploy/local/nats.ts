import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, closeSync, existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverConfig, type ServerConfigOptions } from '../nats/server-config.ts';
import { findNatsServer } from './nats-binary.ts';
import { makeOpenDir } from './paths.ts';
import { commandLine, endProcess, isAlive, tail } from './processes.ts';

export interface NatsOptions extends Omit<ServerConfigOptions, 'storeDir'> {
  /** Where configuration, log and streams are kept. */
  dataDir: string;
  /** The program; found or fetched when it is not given. */
  binary?: string;
  say?: (message: string) => void;
}

/** A running nats-server with JetStream on 127.0.0.1. */
export interface Nats {
  url: string;
  port: number;
  pid: number;
  users: Record<string, ServerConfigOptions['users'][number]>;
  /** Settles when the server has ended, for whatever reason. */
  exited: Promise<void>;
  stop(): Promise<void>;
}

/** Starts nats-server with exactly these users, on the streams that are already in its folder. */
export async function startNats(options: NatsOptions): Promise<Nats> {
  const binary = options.binary ?? (await findNatsServer(options.say));
  makeOpenDir(options.dataDir);
  const files = filesIn(options.dataDir);
  await endForgottenNats(options.dataDir);
  // The file holds every user's password.
  writeFileSync(files.config, serverConfig({ ...options, storeDir: files.store }), { mode: 0o600 });
  chmodSync(files.config, 0o600);

  const logStart = existsSync(files.log) ? statSync(files.log).size : 0;
  const server = launch(binary, files);
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const port = await untilReady(server, files.log, logStart);
  return {
    url: `nats://127.0.0.1:${port}`,
    port,
    pid: server.pid!,
    users: Object.fromEntries(options.users.map((user) => [user.user, user])),
    exited,
    stop: () => endProcess(server.pid!, 'SIGTERM', 10_000),
  };
}

interface Files {
  config: string;
  store: string;
  log: string;
  pid: string;
}

function filesIn(dataDir: string): Files {
  const file = (name: string): string => join(dataDir, name);
  return { config: file('nats.conf'), store: file('jetstream'), log: file('nats.log'), pid: file('nats.pid') };
}

/** A starter that was killed leaves its server behind, which still writes to the streams' files. */
export async function endForgottenNats(dataDir: string): Promise<void> {
  const { pid: pidFile, config } = filesIn(dataDir);
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  if (pid > 0 && isAlive(pid) && commandLine(pid).includes(config)) await endProcess(pid, 'SIGTERM', 10_000);
  rmSync(pidFile, { force: true });
}

function launch(binary: string, files: Files): ChildProcess {
  const log = openSync(files.log, 'a');
  try {
    // A session of its own: Ctrl-C in the terminal reaches the supervisor only, which stops the services first.
    return spawn(binary, ['-c', files.config, '-P', files.pid], { detached: true, stdio: ['ignore', log, log] });
  } finally {
    closeSync(log);
  }
}

/** The port it listens on, once it says that it is ready. */
async function untilReady(server: ChildProcess, log: string, logStart: number): Promise<number> {
  let failure: string | undefined;
  server.once('error', (error) => (failure = error.message));
  // Long, since it first reads its streams' files.
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(10)) {
    if (server.exitCode !== null || server.signalCode !== null) failure ??= tail(log);
    if (failure) throw new Error(`nats-server did not start: ${failure}`);
    const said = readFileSync(log).subarray(logStart).toString('utf8');
    const port = /Listening for client connections on [^\s]*:(\d+)/.exec(said)?.[1];
    if (port && said.includes('Server is ready')) return Number(port);
  }
  server.kill('SIGKILL');
  throw new Error(`nats-server was not ready within a minute; its log is ${log}`);
}
