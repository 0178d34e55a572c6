import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { BackupRecord, TableRecord } from './backup-record.ts';
import { connectTo, copyStatement, migrationsIn, readRecord, tableFile } from './backup-record.ts';
import { hashed } from './hashed.ts';
import { Refusal } from './outcome.ts';

/** What a restore has done: from now on the service says that its log goes on from the backup. */
export interface Restored {
  service: string;
  database: string;
  takenAt: string;
  rows: number;
  epoch: number;
  /** What went wrong once it was restored. */
  warning?: string;
}

/** A service that starts takes the same lock before it does anything else, and so waits for the restore to end. */
const LOCK = `SELECT pg_try_advisory_xact_lock(hashtext('tulga:migrations')) AS "isFree"`;
const CONNECTED = `
  SELECT DISTINCT application_name AS name FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`;
/** Never back: what was given out since the backup may stand in copies elsewhere. */
const RAISE_SEQUENCE = `
  SELECT setval(seqrelid, $2::bigint) FROM pg_sequence
  WHERE seqrelid = $1::regclass AND $2::bigint > coalesce(pg_sequence_last_value(seqrelid), 0)`;
/**
 * A server that was made anew counts its transactions from the beginning. Rows from its future would be taken for
 * unfinished, and newer ones would come before them: they move to this transaction, where the position tells their order.
 */
const FROM_FUTURE = `
  UPDATE event_log SET transaction_id = pg_current_xact_id() WHERE transaction_id > pg_current_xact_id()`;
/** Greater than before and than any epoch of an earlier restore, also one of which nothing is left here. */
const NEW_EPOCH = `
  UPDATE messaging_state SET
    epoch = greatest(epoch + 1, $1 + 1, floor(extract(epoch FROM now() - '2026-01-01Z'::timestamptz) / 60)::int),
    restored_from = least(restored_from, $2::timestamptz)
  RETURNING epoch`;

/**
 * Makes the database of a service what it was at the moment of a backup, in one transaction: whole or not at all. The
 * service must not run. At its next start it knows that it was restored. `into`: where it has another name for now.
 */
export async function restoreDatabase(
  adminUrl: string,
  folder: string,
  say: (detail: string) => void = () => {},
  into?: string,
): Promise<Restored> {
  const record = readRecord(folder);
  const client = await connectTo(adminUrl, into ?? record.database);
  try {
    await client.query('BEGIN');
    await refuseWhileInUse(client, record);
    await requireSameTables(client, record);
    const epoch = await replaceAll(client, record, folder, say);
    await client.query('COMMIT');
    const { service, database, takenAt, tables } = record;
    const restored = { service, database, takenAt, epoch, rows: tables.reduce((sum, { rows }) => sum + rows, 0) };
    return { ...restored, ...(await analyze(client)) };
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}

/** The server does it by itself after a while; until then queries may be slow. */
async function analyze(client: pg.Client): Promise<Pick<Restored, 'warning'>> {
  try {
    await client.query('ANALYZE');
    return {};
  } catch (error) {
    return { warning: `restored, but ANALYZE failed: ${(error as Error).message}` };
  }
}

async function refuseWhileInUse(client: pg.Client, { service, database }: BackupRecord): Promise<void> {
  const { rows: locks } = await client.query<{ isFree: boolean }>(LOCK);
  if (!locks[0]!.isFree) throw new Refusal(`${service} is just starting, or is being restored: stop it first`);
  const { rows } = await client.query<{ name: string }>(CONNECTED);
  if (rows.length === 0) return;
  const names = rows.map(({ name }) => name || 'a program without a name').join(', ');
  throw new Refusal(`${database} is in use by ${names}: stop every replica of ${service} first`);
}

async function requireSameTables(client: pg.Client, { migrations, release, database }: BackupRecord): Promise<void> {
  const present = await migrationsIn(client);
  const extra = present.filter((name) => !migrations.includes(name));
  const missing = migrations.filter((name) => !present.includes(name));
  if (extra.length + missing.length === 0) return;
  const differences = [
    ...(extra.length ? [`the database has beyond the backup: ${extra.join(', ')}`] : []),
    ...(missing.length ? [`the backup has beyond the database: ${missing.join(', ')}`] : []),
  ];
  throw new Refusal(
    `The tables of ${database} are not those of the backup, which release ${release} made ` +
      `(${differences.join('; ')}). Restore with release ${release} into a database of that release, then start the newer one`,
  );
}

async function replaceAll(
  client: pg.Client,
  record: BackupRecord,
  folder: string,
  say: (detail: string) => void,
): Promise<number> {
  const { rows } = await client.query<{ epoch: number }>('SELECT epoch FROM messaging_state');
  // Neither triggers nor foreign keys: the log lets nobody remove anything, and the rows fit together as they are.
  await client.query('SET LOCAL session_replication_role = replica');
  const names = record.tables.map(({ name }) => pg.escapeIdentifier(name));
  await client.query(`TRUNCATE ${names.join(', ')}`);
  for (const table of record.tables) {
    say(`table ${table.name}, ${table.rows} rows`);
    await fill(client, table, folder);
  }
  for (const { name, value } of record.sequences) {
    await client.query(RAISE_SEQUENCE, [pg.escapeIdentifier(name), value]);
  }
  await client.query(FROM_FUTURE);
  const changed = await client.query<{ epoch: number }>(NEW_EPOCH, [rows[0]?.epoch ?? 0, record.takenAt]);
  return changed.rows[0]!.epoch;
}

async function fill(client: pg.Client, table: TableRecord, folder: string): Promise<void> {
  const target = client.query(copyFrom(copyStatement(table, 'FROM STDIN')));
  const { stream, digest } = hashed();
  await pipeline(createReadStream(tableFile(folder, table.name)), createGunzip(), stream, target);
  if (digest() !== table.sha256 || target.rowCount !== table.rows) {
    throw new Refusal(`${tableFile(folder, table.name)} is not as it was written; nothing is restored`);
  }
}
