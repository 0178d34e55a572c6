import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { connectTo, copyStatement, migrationsIn, RECORD, tableFile, thisRelease } from './backup-record.ts';
import type { BackupRecord, TableRecord } from './backup-record.ts';
import { hashed } from './hashed.ts';
import { Refusal } from './outcome.ts';

/** Which database, of which service. */
export interface ServiceDatabase {
  service: string;
  database: string;
}

/** TypeORM's own list is compared, not copied. */
const TABLES = `
  SELECT relname AS name, json_agg(attname ORDER BY attnum) AS columns
  FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
  WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'migrations'
  GROUP BY relname ORDER BY relname`;
const SEQUENCES = `
  SELECT sequencename AS name, last_value::text AS value FROM pg_sequences
  WHERE schemaname = 'public' AND last_value IS NOT NULL AND sequencename <> 'migrations_id_seq' ORDER BY 1`;
const MOMENT = `SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "takenAt",
  current_setting('server_version') AS "serverVersion"`;

/**
 * Writes one database as it is at one moment to `<folder>/<service>`, beside whatever goes on in it. The folder has that
 * name only once it is whole. As administrator: row-level security would hide rows from everybody else.
 */
export async function backUpDatabase(
  adminUrl: string,
  { service, database }: ServiceDatabase,
  folder: string,
  say: (detail: string) => void = () => {},
): Promise<BackupRecord> {
  const target = join(folder, service);
  if (existsSync(target)) throw new Refusal(`${target} is there already: name a new folder`);
  const draft = join(folder, `.${service}.${process.pid}`);
  // It holds personal data: it goes also with a process that ends in the middle.
  const remove = (): void => rmSync(draft, { recursive: true, force: true, maxRetries: 3 });
  const client = await connectTo(adminUrl, database);
  process.once('exit', remove);
  try {
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    const record = await writeAll(client, { service, database }, draft, say);
    writeFileSync(join(draft, RECORD), `${JSON.stringify(record, null, 2)}\n`, { flush: true });
    renameSync(draft, target);
    return record;
  } finally {
    await client.end();
    remove();
    process.off('exit', remove);
  }
}

async function writeAll(
  client: pg.Client,
  { service, database }: ServiceDatabase,
  draft: string,
  say: (detail: string) => void,
): Promise<BackupRecord> {
  await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`);
  const moment = await client.query<Pick<BackupRecord, 'takenAt' | 'serverVersion'>>(MOMENT);
  const migrations = await migrationsIn(client);
  if (migrations.length === 0) throw new Refusal(`The database ${database} is empty`);
  const { rows } = await client.query<Pick<TableRecord, 'name' | 'columns'>>(TABLES);
  const tables: TableRecord[] = [];
  for (const table of rows) {
    say(`table ${table.name}`);
    tables.push({ ...table, ...(await writeTable(client, table, draft)) });
  }
  // Last: a value that is higher than its table needs is harmless, a lower one would be given out twice.
  const sequences = await client.query<BackupRecord['sequences'][number]>(SEQUENCES);
  await client.query('COMMIT');
  const head = { format: 1, service, database, release: thisRelease(), migrations } as const;
  return { ...head, ...moment.rows[0]!, tables, sequences: sequences.rows };
}

async function writeTable(
  client: pg.Client,
  table: Pick<TableRecord, 'name' | 'columns'>,
  draft: string,
): Promise<Pick<TableRecord, 'rows' | 'sha256'>> {
  const source = client.query(copyTo(copyStatement(table, 'TO STDOUT')));
  const { stream, digest } = hashed();
  await pipeline(source, stream, createGzip(), createWriteStream(tableFile(draft, table.name), { flush: true }));
  return { rows: source.rowCount, sha256: digest() };
}
