import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Manifest } from '../nats/manifest.ts';
import { environmentOf, type Surroundings } from './environment.ts';
import { Keeper, type Running } from './keeper.ts';
import type { Logs } from './log-lines.ts';
import { projectDir } from './paths.ts';
import { startService } from './service-process.ts';

export interface ServicesOptions {
  manifests: Manifest[];
  surroundings: Surroundings;
  logs: Logs;
  say: (message: string) => void;
  /** Called whenever process ids have changed. */
  onChange: (pids: Record<string, number>) => void;
  readyTimeoutMs?: number;
}

/** All services, each as a process of its own that is started again when it dies. */
export class Services {
  readonly #options: ServicesOptions;
  readonly #keepers: Keeper<Running>[];
  readonly #ready = new Set<string>();
  #isStopped = false;

  constructor(options: ServicesOptions) {
    this.#options = options;
    this.#keepers = options.manifests.map((manifest) => this.#keeperOf(manifest));
  }

  /** Process id and internal address by name, as they are now. */
  get running(): Record<string, { pid: number; url: string }> {
    const { urls } = this.#options.surroundings;
    return Object.fromEntries(
      this.#keepers.map(({ name, running }) => [name, { pid: running?.pid ?? 0, url: urls[name]! }]),
    );
  }

  get notReady(): string[] {
    return this.#keepers.map(({ name }) => name).filter((name) => !this.#ready.has(name));
  }

  /** Starts all and waits until each says that it is ready. One that keeps dying ends the waiting with its last words. */
  async start(): Promise<void> {
    // The gateway is ready when the others are, so it is not the one to name.
    await Promise.all(this.#keepers.map((keeper) => keeper.start()));
    await Promise.all(this.#keepers.map((keeper) => this.#untilReady(keeper)));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#keepers.map((keeper) => keeper.stop()));
  }

  #keeperOf(manifest: Manifest): Keeper<Running> {
    const { surroundings, logs, say, onChange } = this.#options;
    const { name } = manifest;
    const entry = join(projectDir, `dist/apps/${name}/src/main.js`);
    const start = async (): Promise<Running> => {
      if (!existsSync(entry)) throw new Error(`apps/${name} has a manifest but no src/main.ts`);
      const env = environmentOf(manifest, surroundings);
      const running = await startService({ entry, cwd: projectDir, env, onLine: (line) => logs.add(name, line) });
      setImmediate(() => onChange(this.#pids()));
      return running;
    };
    return new Keeper(name, start, { say });
  }

  #pids(): Record<string, number> {
    return Object.fromEntries(this.#keepers.flatMap(({ name, running }) => (running ? [[name, running.pid]] : [])));
  }

  async #untilReady(keeper: Keeper<Running>): Promise<void> {
    const { surroundings, logs, readyTimeoutMs = 120_000 } = this.#options;
    const { name } = keeper;
    const why = (what: string): Error => new Error(`${name} ${what}. It last said:\n${logs.lastLines(name)}`);
    for (const deadline = Date.now() + readyTimeoutMs; !this.#isStopped; await sleep(50)) {
      if (await answersReady(surroundings.urls[name]!)) break;
      if (keeper.restarts >= 3) throw why('died again and again');
      if (Date.now() > deadline) throw why('was not ready in time');
    }
    this.#ready.add(name);
  }
}

async function answersReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
