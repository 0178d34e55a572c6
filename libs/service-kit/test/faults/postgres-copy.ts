import { chownSync, copyFileSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Postgres } from '../../../../deploy/local/postgres.js';

/** The server's own business, or what a standby asks for itself. */
const LEFT_OUT = new Set(['pg_wal', 'postmaster.pid', 'postmaster.opts', 'postgresql.auto.conf']);

/**
 * Copies the files of a server that works meanwhile, so that a standby can be started from them: what pg_basebackup does,
 * which the npm package lacks. `leader` is what the standby is told of the server that it follows.
 */
export async function copyAsStandby(server: Postgres, dataDir: string, leader: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  try {
    await client.query(`SELECT pg_backup_start('standby', fast => true)`);
    copyFolder(server.dataDir, dataDir);
    // It has to be the same session, and the session has to be there until now.
    const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
    const added = {
      backup_label: rows[0]!.labelfile,
      'standby.signal': '',
      'postgresql.auto.conf': `primary_conninfo = '${leader}'\n`,
    };
    for (const [name, text] of Object.entries(added)) writeFileSync(join(dataDir, name), text, { mode: 0o600 });
    for (const name of Object.keys(added)) handOver(dataDir, join(dataDir, name));
    mkdirSync(join(dataDir, 'pg_wal'), { mode: 0o700 });
    handOver(dataDir, join(dataDir, 'pg_wal'));
  } finally {
    await client.end();
  }
}

function copyFolder(from: string, to: string): void {
  mkdirSync(to, { mode: 0o700 });
  handOver(from, to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (LEFT_OUT.has(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyFolder(source, target);
    else copyFile(source, target);
  }
}

/** A file that has gone meanwhile is none that the standby needs: the log says what became of it. */
function copyFile(source: string, target: string): void {
  try {
    copyFileSync(source, target);
    handOver(source, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Where root runs the tests, the server's files belong to another account. */
function handOver(like: string, path: string): void {
  const { uid, gid } = lstatSync(like);
  chownSync(path, uid, gid);
}
