import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, endProcess, isAlive } from './processes.ts';

/** A process of a service; with replicas there are several of one name. */
export interface ServiceProcess {
  name: string;
  pid: number;
}

/** What a platform that runs tells others on this machine. */
export interface RunRecord {
  pid: number;
  command: string;
  gatewayUrl: string | null;
  /** Internal addresses of the services by name, once they are ready. */
  serviceUrls: Record<string, string> | null;
  /** The processes of the services, to be ended when a supervisor that was killed left some. */
  processes: ServiceProcess[];
}

/** Says that a platform runs on this data, where it answers, and which processes belong to it. */
export class RunFile {
  readonly #path: string;
  #record: RunRecord = {
    pid: process.pid,
    command: commandLine(process.pid),
    gatewayUrl: null,
    serviceUrls: null,
    processes: [],
  };

  private constructor(path: string) {
    this.#path = path;
  }

  /** Claims the data for this process. Throws `AlreadyRunning` when another one has it. */
  static async claim(dataDir: string): Promise<RunFile> {
    const file = new RunFile(join(dataDir, 'run.json'));
    const other = file.#read();
    if (other && other.pid !== process.pid && isRunning(other)) throw new AlreadyRunning(other.gatewayUrl, other.pid);
    for (const { name, pid } of other?.processes ?? []) {
      const isOurs = isAlive(pid) && commandLine(pid).includes(`apps/${name}/src/main.js`);
      if (isOurs) await endProcess(pid, 'SIGTERM', 30_000);
    }
    file.#write();
    return file;
  }

  update(change: Partial<Pick<RunRecord, 'gatewayUrl' | 'serviceUrls' | 'processes'>>): void {
    this.#record = { ...this.#record, ...change };
    this.#write();
  }

  release(): void {
    if (this.#read()?.pid === process.pid) rmSync(this.#path, { force: true });
  }

  #write(): void {
    writeFileSync(`${this.#path}.${process.pid}`, JSON.stringify(this.#record, null, 2));
    renameSync(`${this.#path}.${process.pid}`, this.#path);
  }

  #read(): RunRecord | undefined {
    return readRecord(this.#path);
  }
}

/** The platform that runs on this data now, if one does. */
export function runningPlatform(dataDir: string): RunRecord | undefined {
  const record = readRecord(join(dataDir, 'run.json'));
  return record && isRunning(record) ? record : undefined;
}

function readRecord(path: string): RunRecord | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunRecord;
  } catch {
    return undefined;
  }
}

function isRunning({ pid, command }: RunRecord): boolean {
  return isAlive(pid) && commandLine(pid) === command;
}

/** A platform already runs on the same data. */
export class AlreadyRunning extends Error {
  constructor(gatewayUrl: string | null, pid: number) {
    super(
      gatewayUrl
        ? `Tulga is already running in this checkout: ${gatewayUrl} (process ${pid})`
        : `Tulga is already being started in this checkout (process ${pid})`,
    );
  }
}
