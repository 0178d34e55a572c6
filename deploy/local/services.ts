import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Manifest } from '../nats/manifest.ts';
import { Balancer } from './balancer.ts';
import { environmentOf, type Surroundings } from './environment.ts';
import { Keeper, type Running } from './keeper.ts';
import type { Logs } from './log-lines.ts';
import { projectDir } from './paths.ts';
import { freePort } from './processes.ts';
import type { ServiceProcess } from './run-file.ts';
import { startService } from './service-process.ts';

export interface ServicesOptions {
  manifests: Manifest[];
  surroundings: Surroundings;
  /** Processes of each service; several of them share its address behind a balancer. */
  replicas: number;
  logs: Logs;
  say: (message: string) => void;
  /** Called whenever processes have changed. */
  onChange: (processes: ServiceProcess[]) => void;
  readyTimeoutMs?: number;
}

/** A service as it runs now: `pid` is the first of `pids`, 0 when none is there. */
export interface RunningService {
  pid: number;
  pids: number[];
  url: string;
}

/** One process of a service. */
interface Replica {
  service: string;
  port: number;
  keeper: Keeper<Running>;
}

/** All services, each as one or more processes of its own that are started again when they die. */
export class Services {
  readonly #options: ServicesOptions;
  readonly #replicas: Replica[] = [];
  readonly #balancers: Balancer[] = [];
  readonly #ready = new Set<Replica>();
  #isStopped = false;

  constructor(options: ServicesOptions) {
    this.#options = options;
  }

  /** The processes that are there. */
  get processes(): ServiceProcess[] {
    return this.#replicas.flatMap(({ service, keeper: { running } }) =>
      running ? [{ name: service, pid: running.pid }] : [],
    );
  }

  /** Processes and internal address by name, as they are now. */
  get running(): Record<string, RunningService> {
    const { manifests, surroundings } = this.#options;
    const entries = manifests.map(({ name }): [string, RunningService] => {
      const pids = this.processes.filter((process) => process.name === name).map(({ pid }) => pid);
      return [name, { pid: pids[0] ?? 0, pids, url: surroundings.urls[name]! }];
    });
    return Object.fromEntries(entries);
  }

  get notReady(): string[] {
    return this.#replicas.filter((replica) => !this.#ready.has(replica)).map(({ keeper }) => keeper.name);
  }

  /** Starts all and waits until each says that it is ready. One that keeps dying ends the waiting with its last words. */
  async start(): Promise<void> {
    for (const manifest of this.#options.manifests) await this.#prepare(manifest);
    if (this.#isStopped) return;
    // The gateway is ready when the others are, so it is not the one to name.
    await Promise.all(this.#replicas.map(({ keeper }) => keeper.start()));
    await Promise.all(this.#replicas.map((replica) => this.#untilReady(replica)));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#replicas.map(({ keeper }) => keeper.stop()));
    await Promise.all(this.#balancers.splice(0).map((balancer) => balancer.close()));
  }

  async #prepare(manifest: Manifest): Promise<void> {
    const { surroundings, replicas } = this.#options;
    const port = Number(new URL(surroundings.urls[manifest.name]!).port);
    if (replicas === 1) return void this.#replicas.push(this.#replicaOf(manifest, manifest.name, port));
    const ports: number[] = [];
    for (let number = 1; number <= replicas; number++) {
      ports.push(await freePort());
      this.#replicas.push(this.#replicaOf(manifest, `${manifest.name}-${number}`, ports.at(-1)!));
    }
    this.#balancers.push(await Balancer.listen(port, ports));
  }

  #replicaOf(manifest: Manifest, name: string, port: number): Replica {
    const { surroundings, logs, say, onChange } = this.#options;
    const entry = join(projectDir, `dist/apps/${manifest.name}/src/main.js`);
    const start = async (): Promise<Running> => {
      if (!existsSync(entry)) throw new Error(`apps/${manifest.name} has a manifest but no src/main.ts`);
      const env = environmentOf(manifest, surroundings, port);
      const running = await startService({ entry, cwd: projectDir, env, onLine: (line) => logs.add(name, line) });
      setImmediate(() => onChange(this.processes));
      return running;
    };
    return { service: manifest.name, port, keeper: new Keeper(name, start, { say }) };
  }

  async #untilReady(replica: Replica): Promise<void> {
    const { logs, readyTimeoutMs = 120_000 } = this.#options;
    const { keeper, port } = replica;
    const why = (what: string): Error =>
      new Error(`${keeper.name} ${what}. It last said:\n${logs.lastLines(keeper.name)}`);
    for (const deadline = Date.now() + readyTimeoutMs; !this.#isStopped; await sleep(50)) {
      if (await answersReady(port)) break;
      if (keeper.restarts >= 3) throw why('died again and again');
      if (Date.now() > deadline) throw why('was not ready in time');
    }
    this.#ready.add(replica);
  }
}

async function answersReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
