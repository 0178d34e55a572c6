import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { applyTopology } from '../../deploy/local/broker.ts';
import { ensureDatabases } from '../../deploy/local/databases.ts';
import { endForgottenNats, startNats, type Nats } from '../../deploy/local/nats.ts';
import { localDir } from '../../deploy/local/paths.ts';
import { startPostgres, type Postgres } from '../../deploy/local/postgres.ts';
import { freePort } from '../../deploy/local/processes.ts';
import type { Manifest } from '../../deploy/nats/manifest.ts';
import { permissionsOf } from '../../deploy/nats/permissions.ts';
import type { BrokerUser } from '../../deploy/nats/server-config.ts';
import { topologyOf } from '../../deploy/nats/topology.ts';

/** Everything the bench leaves: servers' files, scripts, and the figures. */
export const benchDir = join(localDir, 'bench');

/** A PostgreSQL that keeps what it has committed, as in production. */
export async function startBenchPostgres(): Promise<Postgres> {
  return startPostgres({ dataDir: join(benchDir, 'postgres'), port: await freePort(), password: 'bench' });
}

/**
 * Empty databases, each with a role of its name, in the place of what was there, and a checkpoint: no round pays for
 * what the last one has left to write.
 */
export async function freshDatabases(postgres: Postgres, names: readonly string[]): Promise<string[]> {
  const admin = new pg.Client({ connectionString: postgres.adminUrl });
  await admin.connect();
  try {
    for (const name of names) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await ensureDatabases(
      postgres.adminUrl,
      names.map((name) => ({ database: name, role: name, password: name })),
    );
    await admin.query('CHECKPOINT');
  } finally {
    await admin.end();
  }
  return names.map((name) => postgres.url(name, name, name));
}

/** An empty broker with the configuration, users, permissions and topology that these services have in production. */
export async function startBenchNats(binary: string, manifests: Manifest[]): Promise<Nats> {
  const dataDir = join(benchDir, 'nats');
  await endForgottenNats(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
  const admin: BrokerUser = { user: 'admin', password: 'admin' };
  const services = manifests.map((manifest) => ({
    user: manifest.name,
    password: manifest.name,
    permissions: permissionsOf(manifest, { demo: false }),
  }));
  const nats = await startNats({ dataDir, port: -1, users: [admin, ...services], binary });
  try {
    await applyTopology({ url: nats.url, ...admin }, topologyOf(manifests));
  } catch (error) {
    await nats.stop();
    throw error;
  }
  return nats;
}
