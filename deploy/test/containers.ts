import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { filled } from '../docker/fill-environment.ts';
import { localDir, projectDir } from '../local/paths.ts';
import { endProcess } from '../local/processes.ts';

type Variables = Record<string, string>;
interface Container {
  command?: string[];
  environment: Variables;
}

export interface ContainersOptions {
  /** Folder for what volumes would hold. */
  directory: string;
  /** Where the addresses of the containers' network really are: `nats:4222` → `127.0.0.1:20123`. */
  addresses: Map<string, string>;
  /** What a person would write into .env. */
  overrides: Variables;
}

/**
 * The containers of docker-compose.yml as processes of this machine: the same commands with the same environment, at
 * other addresses. Where there is no Docker, that is what can be seen of them.
 */
export class Containers {
  readonly #options: ContainersOptions;
  readonly #services: Record<string, Container>;
  readonly #env: Variables;
  readonly #children = new Map<string, ChildProcess>();
  readonly #said = new Map<string, string>();

  constructor(options: ContainersOptions) {
    this.#options = options;
    const compose = parse(readFileSync(join(projectDir, 'docker-compose.yml'), 'utf8')) as {
      services: Record<string, Container>;
    };
    this.#services = compose.services;
    const example = readFileSync(join(projectDir, '.env.example'), 'utf8');
    this.#env = { ...(parseEnv(filled(example)) as Variables), ...options.overrides };
  }

  /** The variables of a container, filled in from .env, with addresses of this machine. */
  environmentOf(name: string): Variables {
    const entries = Object.entries(this.#services[name]!.environment);
    return Object.fromEntries(entries.map(([key, value]) => [key, this.#here(interpolated(value, this.#env))]));
  }

  /** Runs the script that the postgres image runs at its first start. */
  async initializePostgres(postgresUrl: string): Promise<void> {
    const bin = join(this.#options.directory, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'psql'), `#!/bin/sh\nexec node ${join(projectDir, 'deploy/test/psql.mjs')} "$@"\n`);
    chmodSync(join(bin, 'psql'), 0o755);
    const env = { ...this.environmentOf('postgres'), POSTGRES_URL: postgresUrl };
    await this.#finished('postgres', ['bash', 'deploy/postgres/init.sh'], env, `${bin}:`);
  }

  /** The broker with the configuration file of the image, except for port and folder. */
  startNats(binary: string, port: number): void {
    const config = join(this.#options.directory, 'nats-server.conf');
    const text = readFileSync(join(projectDir, 'deploy/nats/nats-server.conf'), 'utf8')
      .replace('"port": 4222', `"port": ${port}, "host": "127.0.0.1"`)
      .replace('127.0.0.1:8222', '127.0.0.1:-1')
      .replace('"/data"', JSON.stringify(join(this.#options.directory, 'jetstream')));
    writeFileSync(config, text);
    this.#start('nats', [binary, '-c', config], this.environmentOf('nats'));
  }

  /** A job that ends by itself. */
  async run(name: string): Promise<void> {
    await this.#finished(name, this.#services[name]!.command!, this.environmentOf(name));
  }

  /** A service, by the command of the image. */
  start(name: string, port: number): void {
    const dockerfile = readFileSync(join(projectDir, 'deploy/docker/Dockerfile'), 'utf8');
    const command = JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)![1]!) as string[];
    this.#start(name, command, {
      ...this.environmentOf(name),
      NODE_ENV: 'production',
      SERVICE: name,
      HOST: '127.0.0.1',
      PORT: String(port),
      FILES_DIR: join(this.#options.directory, 'files'),
      NODE_COMPILE_CACHE: join(localDir, 'compile-cache'),
    });
  }

  /** What a container has said so far, for when something goes wrong. */
  logsOf(name: string): string {
    return this.#said.get(name) ?? '';
  }

  async stop(): Promise<void> {
    const [nats, ...others] = [...this.#children.values()];
    await Promise.all(others.map((child) => endProcess(child.pid!, 'SIGTERM', 10_000)));
    if (nats) await endProcess(nats.pid!, 'SIGTERM', 10_000);
  }

  #here(text: string): string {
    let here = text;
    for (const [inside, address] of this.#options.addresses)
      here = here.replaceAll(`/${inside}`, `/${address}`).replaceAll(`@${inside}`, `@${address}`);
    return here;
  }

  #start(name: string, [program, ...args]: string[], env: Variables, path = ''): ChildProcess {
    const paths = `${path}${dirname(process.execPath)}:${process.env.PATH}`;
    const child = spawn(program!, args, {
      cwd: projectDir,
      env: { PATH: paths, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.set(name, child);
    for (const stream of [child.stdout, child.stderr])
      stream!.on('data', (data) => this.#said.set(name, `${this.logsOf(name)}${data}`));
    return child;
  }

  async #finished(name: string, command: string[], env: Variables, path = ''): Promise<void> {
    const child = this.#start(name, command, env, path);
    const code = await new Promise((resolve) => child.once('close', resolve));
    this.#children.delete(name);
    if (code !== 0) throw new Error(`${name} ended with ${code}: ${this.logsOf(name)}`);
  }
}

/** `${NAME}`, `${NAME:-otherwise}` and `${NAME:?}` as Compose understands them, also one in another. */
export function interpolated(text: string, env: Variables): string {
  const innermost = /\$\{([A-Z0-9_]+)(?:(:-|:\?)([^${}]*))?\}/g;
  const once = text.replaceAll(innermost, (_, name: string, kind: string | undefined, rest: string) => {
    const value = env[name];
    if (value) return value;
    if (kind === ':?') throw new Error(`${name} is not set`);
    return kind === ':-' ? rest : '';
  });
  return once === text ? text.replaceAll('$$', '$') : interpolated(once, env);
}
