import { chmodSync, existsSync, globSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNatsServer } from '../../../deploy/local/nats-binary.ts';
import { startPostgres, type Postgres } from '../../../deploy/local/postgres.ts';
import { commandLine, endProcess, freePort, isAlive } from '../../../deploy/local/processes.ts';
import { announceTestRun } from './test-run.config.ts';

const prefix = 'tulga-jest-';

/** Starts one PostgreSQL for the whole run and finds the program that each spec's own broker is started from. */
export default async function startTestServers(): Promise<void> {
  await removeForgottenRuns();
  const directory = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  // PostgreSQL runs as another user when this is root.
  chmodSync(directory, 0o755);
  const [postgres, natsBinary] = await Promise.all([startTestPostgres(directory), findNatsServer()]);
  announceTestRun({ directory, postgresUrl: postgres.adminUrl, natsBinary });
  Object.assign(globalThis, { stopTestServers: () => stopTestServers(directory, postgres) });
}

async function startTestPostgres(directory: string): Promise<Postgres> {
  for (let attempt = 1; ; attempt++) {
    try {
      const dataDir = join(directory, 'postgres');
      return await startPostgres({ dataDir, port: await freePort(), password: 'postgres', durable: false });
    } catch (error) {
      // Between finding a free port and using it, another run on this machine may have taken it.
      if (attempt === 3 || !(error as Error).message.includes('in use')) throw error;
    }
  }
}

async function stopTestServers(directory: string, postgres: Postgres): Promise<void> {
  await postgres.stop();
  await removeRun(directory);
  rmSync(postgres.dataDir, { recursive: true, force: true });
}

/** Runs that were killed could not clean up. */
async function removeForgottenRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const starter = Number(name.slice(prefix.length).split('-')[0]);
    if (!isAlive(starter)) await removeRun(join(tmpdir(), name));
  }
}

async function removeRun(directory: string): Promise<void> {
  const pidFiles = ['postgres/postmaster.pid', ...globSync('broker-*/nats.pid', { cwd: directory })];
  for (const pidFile of pidFiles.map((name) => join(directory, name)).filter((path) => existsSync(path))) {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    if (pid > 0 && isAlive(pid) && commandLine(pid).includes(directory)) await endProcess(pid, 'SIGINT', 5000);
  }
  rmSync(directory, { recursive: true, force: true });
}
