import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Installation } from '../local/installation.ts';
import { serverUser } from '../local/postgres-binaries.ts';
import { postgresDataDir, startPostgres } from '../local/postgres.ts';
import { freePort } from '../local/processes.ts';
import { RunFile, runningPlatform } from '../local/run-file.ts';
import { variable } from '../docker/variable.ts';
import { secretsOf, type Environment } from './installation-access.ts';
import { Refusal } from './outcome.ts';

/** The database server of an installation, as its administrator. */
export interface DatabaseAccess {
  /** Of the database `postgres`. */
  adminUrl: string;
  /** For a role that has to be made anew. */
  passwordOf: (service: string) => string;
  close: () => Promise<void>;
}

/** The server that POSTGRES_URL names. */
export function databasesByEnvironment(env: Environment): DatabaseAccess {
  const { POSTGRES_URL: adminUrl } = env;
  if (!adminUrl) throw new Refusal('Set POSTGRES_URL to the address of the database server, as its administrator');
  const passwordOf = (service: string): string => {
    const name = variable(service, 'DATABASE_PASSWORD');
    const password = env[name];
    if (!password) throw new Refusal(`The role ${service} has to be made anew: set ${name}`);
    return password;
  };
  return { adminUrl, passwordOf, close: () => Promise.resolve() };
}

/** The server of a local installation: the one that runs, or one that is started for as long as it is needed. */
export async function localDatabases(dataDir: string): Promise<DatabaseAccess> {
  const secrets = secretsOf(dataDir);
  const password = secrets.password('postgres');
  const passwordOf = (service: string): string => secrets.password(`postgres:${service}`);
  const { postgresDir } = new Installation(dataDir);
  if (runningPlatform(dataDir)) {
    const adminUrl = `postgres://postgres:${password}@127.0.0.1:${portOf(postgresDir)}/postgres`;
    return { adminUrl, passwordOf, close: () => Promise.resolve() };
  }
  // Claimed, or a platform that is started meanwhile would end this server as a forgotten one.
  const claim = await RunFile.claim(dataDir);
  try {
    const server = await startPostgres({ dataDir: postgresDir, port: await freePort(), password });
    const close = async (): Promise<void> => {
      await server.stop();
      claim.release();
    };
    return { adminUrl: server.adminUrl, passwordOf, close };
  } catch (error) {
    claim.release();
    throw error;
  }
}

/** The server writes its port as the fourth line of its pid file. */
function portOf(postgresDir: string): number {
  const pidFile = join(postgresDataDir(postgresDir, serverUser()), 'postmaster.pid');
  return Number(readFileSync(pidFile, 'utf8').split('\n')[3]);
}
