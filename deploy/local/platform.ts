import { join } from 'node:path';
import type { Manifest } from '../nats/manifest.ts';
import { build } from './build.ts';
import type { Surroundings } from './environment.ts';
import { Foundation } from './foundation.ts';
import { Installation } from './installation.ts';
import { Logs, type LogView } from './log-lines.ts';
import { readManifests } from './manifests.ts';
import { localDir } from './paths.ts';
import { freePort } from './processes.ts';
import { Progress } from './progress.ts';
import { RunFile } from './run-file.ts';
import { Services, type RunningService } from './services.ts';

export interface PlatformOptions {
  /** Where everything is kept; `.local` of the checkout by default. */
  dataDir?: string;
  /** `preferred`: the gateway at 8080 or the next free port. `free`: any. An address of an earlier start comes first. */
  ports?: 'free' | 'preferred';
  /** Lets the business clock be moved and people be signed in by choosing them. */
  demo?: boolean;
  /** Removes the data of earlier starts first. */
  reset?: boolean;
  /** Says nothing about the start, and shows no log lines. */
  quiet?: boolean;
  /** Which log lines of the services go to the terminal; all of them go to files in `<dataDir>/logs`. */
  logView?: LogView;
  logLevel?: string;
  /** Processes of each service, behind one address. */
  replicas?: number;
  /** Nodes of the broker; 3 make a cluster that goes on without one of them. */
  natsNodes?: number;
  /** Lets messages be removed from the broker's streams, from the first start on: for tests of what losing some does. */
  allowDeletes?: boolean;
}

/** A process that the platform keeps running. */
export interface PlatformProcess {
  name: string;
  kind: 'service' | 'postgres' | 'nats';
  pid: number;
}

/** The whole platform on this machine: PostgreSQL, NATS and every service, supervised. */
export class Platform {
  readonly #options: Required<PlatformOptions>;
  readonly #progress: Progress;
  #runFile: RunFile | undefined;
  #foundation: Foundation | undefined;
  #services: Services | undefined;
  #logs: Logs | undefined;
  #starting: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;
  #gatewayUrl = '';
  #publicOrigin = '';

  constructor(options: PlatformOptions = {}) {
    const quiet = options.quiet ?? false;
    this.#options = {
      dataDir: localDir,
      ports: 'preferred',
      demo: true,
      reset: false,
      quiet,
      logView: quiet ? 'nothing' : 'warnings',
      logLevel: 'info',
      replicas: 1,
      natsNodes: 1,
      allowDeletes: false,
      ...options,
    };
    this.#progress = new Progress(quiet ? () => {} : (text) => void process.stdout.write(text));
  }

  /** Where the platform answers now. */
  get gatewayUrl(): string {
    return this.#gatewayUrl;
  }

  /** The address in issued documents: the one of the first start. */
  get publicOrigin(): string {
    return this.#publicOrigin;
  }

  get dataDir(): string {
    return this.#options.dataDir;
  }

  get logsDir(): string {
    return join(this.#options.dataDir, 'logs');
  }

  get services(): Record<string, RunningService> {
    return this.#services?.running ?? {};
  }

  get postgres(): { pid: number } {
    return { pid: this.#foundation?.postgres?.running?.pid ?? 0 };
  }

  /** The broker, or the first node of its cluster. */
  get nats(): { pid: number } {
    return { pid: this.#foundation?.nats[0]?.running?.pid ?? 0 };
  }

  /** Where the broker answers: the addresses of all its nodes, with commas between. */
  get natsUrl(): string {
    return this.#foundation?.natsUrl ?? '';
  }

  /** Everything that runs now. One that has just been killed is missing until it is started again. */
  get processes(): PlatformProcess[] {
    const services = (this.#services?.processes ?? []).map(({ name, pid }) => ({
      name,
      kind: 'service' as const,
      pid,
    }));
    return [...services, ...(this.#foundation?.processes ?? [])];
  }

  /** The node of the broker's cluster that leads the stream of facts; undefined without a cluster. */
  async natsLeader(): Promise<string | undefined> {
    return this.#foundation?.leader();
  }

  /** Starts everything and waits until it is ready. When that fails, everything is stopped again. */
  async start(): Promise<void> {
    this.#starting = this.#startAll();
    try {
      await this.#starting;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Stops services, then NATS and PostgreSQL. Safe at any time, also during the start and more than once. */
  async stop(): Promise<void> {
    this.#stopped ??= this.#stopAll();
    return this.#stopped;
  }

  /** Stops everything and removes its data, which may lie outside `dataDir`: for tests and trials. */
  async discard(): Promise<void> {
    await this.stop();
    await new Installation(this.#options.dataDir).wipe();
  }

  async #startAll(): Promise<void> {
    const { dataDir, reset, logView } = this.#options;
    const installation = new Installation(dataDir);
    this.#runFile = await RunFile.claim(dataDir);
    if (reset) await installation.wipe();
    await installation.open();
    this.#logs = new Logs(this.logsDir, logView);
    const manifests = readManifests();
    await this.#startFoundation(installation, manifests);
    await this.#startServices(installation, manifests);
  }

  async #startFoundation(installation: Installation, manifests: Manifest[]): Promise<void> {
    const { demo, natsNodes, allowDeletes } = this.#options;
    const common = { installation, manifests, progress: this.#progress };
    this.#foundation = new Foundation({ ...common, demo, natsNodes, allowDeletes });
    await Promise.all([this.#foundation.start(), this.#progress.step('build', () => build())]);
    this.#refuseWhenStopped();
  }

  async #startServices(installation: Installation, manifests: Manifest[]): Promise<void> {
    const surroundings = await this.#surroundings(installation, manifests);
    const services = new Services({
      manifests,
      surroundings,
      replicas: this.#options.replicas,
      logs: this.#logs!,
      say: (text) => this.#progress.say(text),
      onChange: (processes) => this.#runFile?.update({ processes }),
    });
    this.#services = services;
    const what = `${manifests.length} services${this.#options.replicas > 1 ? `, ${this.#options.replicas} of each` : ''}`;
    await this.#progress.step(
      what,
      () => services.start(),
      () => `waiting for ${services.notReady.join(', ')}`,
    );
    this.#refuseWhenStopped();
    this.#runFile?.update({ gatewayUrl: this.#gatewayUrl, serviceUrls: surroundings.urls });
  }

  async #surroundings(installation: Installation, manifests: Manifest[]): Promise<Surroundings> {
    const { dataDir, demo, logLevel, ports } = this.#options;
    const { port: gatewayPort, wanted } = await installation.gatewayPort(ports);
    if (gatewayPort !== wanted) this.#progress.say(`  port ${wanted} is taken: ${gatewayPort} instead`);
    this.#publicOrigin = installation.publicOrigin(gatewayPort);
    this.#gatewayUrl = `http://localhost:${gatewayPort}`;
    const urls: Record<string, string> = {};
    for (const { name } of manifests) {
      urls[name] = `http://127.0.0.1:${name === 'gateway' ? gatewayPort : await freePort()}`;
    }
    const foundation = this.#foundation!;
    return {
      dataDir,
      demo,
      logLevel,
      urls,
      publicOrigin: this.#publicOrigin,
      natsUrl: foundation.natsUrl,
      databaseUrl: (manifest) => foundation.databaseUrl(manifest),
      secrets: installation.secrets,
    };
  }

  #refuseWhenStopped(): void {
    if (this.#stopped) throw new Error('The start was broken off');
  }

  async #stopAll(): Promise<void> {
    await this.#services?.stop();
    // A start that goes on notices at its next step; only then is it known what there is to stop.
    await this.#starting?.catch(() => {});
    await this.#services?.stop();
    await this.#foundation?.stop();
    await this.#logs?.close();
    this.#runFile?.release();
  }
}

/** Starts a platform; see `PlatformOptions`. */
export async function startPlatform(options: PlatformOptions = {}): Promise<Platform> {
  const platform = new Platform(options);
  try {
    await platform.start();
  } catch (error) {
    // What did start would outlive whoever asked for it.
    await platform.stop();
    throw error;
  }
  return platform;
}
