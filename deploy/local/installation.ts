import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endForgottenNats } from './nats.ts';
import { makeOpenDir } from './paths.ts';
import { serverUser } from './postgres-binaries.ts';
import { endForgottenPostgres, postgresDataDir } from './postgres.ts';
import { freePort, freePortFrom } from './processes.ts';
import { Secrets } from './secrets.ts';

/** What is no data of this installation: programs, compiled code, the data of `npm run demo`, who runs, PostgreSQL's files. */
const kept = new Set(['bin', 'compile-cache', 'demo', 'run.json', 'postgres', 'postgres.log']);

interface Stored {
  publicOrigin: string;
}

/** What one installation keeps on disk: its public origin, its secrets, and where PostgreSQL's files are. */
export class Installation {
  readonly dataDir: string;
  readonly #path: string;
  readonly #secretsPath: string;
  #secrets: Secrets | undefined;

  constructor(dataDir: string) {
    this.dataDir = makeOpenDir(dataDir);
    this.#path = join(dataDir, 'platform.json');
    this.#secretsPath = join(dataDir, 'secrets.json');
  }

  /** Takes up what is there. PostgreSQL's files may lie outside the project and outlive a folder removed by hand. */
  async open(): Promise<void> {
    // Secrets without an origin are an installation that is being brought back.
    const isKnown = [this.#path, this.#secretsPath].some((path) => existsSync(path));
    if (!isKnown) await this.wipe();
  }

  get secrets(): Secrets {
    this.#secrets ??= new Secrets(this.#secretsPath);
    return this.#secrets;
  }

  get postgresDir(): string {
    return join(this.dataDir, 'postgres');
  }

  /** The files of a broker that is alone, or of one node of a cluster by its number. */
  natsDir(node?: number): string {
    return join(this.dataDir, node ? `nats-${node}` : 'nats');
  }

  /** Ends brokers that a supervisor left behind when it was killed, whatever it had started. */
  async endForgottenBrokers(): Promise<void> {
    const dirs = readdirSync(this.dataDir).filter((name) => /^nats(-\d+)?$/.test(name));
    for (const dir of dirs) await endForgottenNats(join(this.dataDir, dir));
  }

  /** The port to answer at: the one of the public origin (at the first start 8080) where that is free. */
  async gatewayPort(ports: 'free' | 'preferred'): Promise<{ port: number; wanted: number }> {
    const stored = this.#stored();
    if (!stored && ports === 'free') {
      const port = await freePort();
      return { port, wanted: port };
    }
    const wanted = stored ? Number(new URL(stored.publicOrigin).port || 80) : 8080;
    return { port: await freePortFrom(wanted), wanted };
  }

  /** Addresses in issued documents begin with this, so it is decided once and stays when the port does not. */
  publicOrigin(gatewayPort: number): string {
    const stored = this.#stored() ?? { publicOrigin: process.env.PUBLIC_ORIGIN ?? `http://localhost:${gatewayPort}` };
    writeFileSync(this.#path, `${JSON.stringify(stored, null, 2)}\n`);
    return stored.publicOrigin;
  }

  /** Removes everything that was recorded. Programs that were fetched stay. */
  async wipe(): Promise<void> {
    this.#secrets = undefined;
    await this.endForgottenBrokers();
    for (const name of readdirSync(this.dataDir).filter((entry) => !kept.has(entry))) {
      rmSync(join(this.dataDir, name), { recursive: true, force: true });
    }
    for (const dir of new Set([this.postgresDir, postgresDataDir(this.postgresDir, serverUser())])) {
      await endForgottenPostgres(dir);
      rmSync(dir, { recursive: true, force: true });
      rmSync(`${dir}.log`, { force: true });
    }
  }

  #stored(): Stored | undefined {
    return existsSync(this.#path) ? (JSON.parse(readFileSync(this.#path, 'utf8')) as Stored) : undefined;
  }
}
