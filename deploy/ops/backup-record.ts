import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { projectDir } from '../local/paths.ts';
import { Refusal } from './outcome.ts';

/** One table of a backup: `<name>.copy.gz` beside the record, in PostgreSQL's text format. */
export interface TableRecord {
  name: string;
  columns: string[];
  rows: number;
  /** Of the text, not of the compressed file. */
  sha256: string;
}

/** What a backup of one database holds: `backup.json`. */
export interface BackupRecord {
  format: 1;
  service: string;
  database: string;
  /** Version of the platform that made it. */
  release: string;
  /** Names of the migrations that made the tables. */
  migrations: string[];
  /** The moment of the snapshot, by the clock of the database. */
  takenAt: string;
  serverVersion: string;
  tables: TableRecord[];
  /** Last values of the identity columns' sequences. */
  sequences: { name: string; value: string }[];
}

export const RECORD = 'backup.json';

/** The backup of one database; refuses a folder that holds none. */
export function readRecord(folder: string): BackupRecord {
  const path = join(folder, RECORD);
  if (!existsSync(path)) throw new Refusal(`There is no backup in ${folder}`);
  const record = JSON.parse(readFileSync(path, 'utf8')) as BackupRecord;
  if (record.format !== 1) throw new Refusal(`${path} has the format ${record.format}; this release reads 1`);
  return record;
}

/** The services of which a folder holds a backup. */
export function servicesIn(folder: string): string[] {
  if (!existsSync(folder)) throw new Refusal(`There is no folder ${folder}`);
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, RECORD)))
    .sort();
}

export function tableFile(folder: string, table: string): string {
  return join(folder, `${table}.copy.gz`);
}

/** `COPY` of these columns in this direction. */
export function copyStatement(
  { name, columns }: Pick<TableRecord, 'name' | 'columns'>,
  way: 'TO STDOUT' | 'FROM STDIN',
) {
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  return `COPY ${pg.escapeIdentifier(name)} (${list}) ${way}`;
}

export function thisRelease(): string {
  return (JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Address of one database of a server, for its administrator. */
export function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Connects to one database of a server as its administrator. */
export async function connectTo(adminUrl: string, database: string): Promise<pg.Client> {
  const connectionString = urlOf(adminUrl, database);
  const client = new pg.Client({ connectionString, application_name: 'tulga-ops', keepAlive: true });
  // Whoever asks over a lost connection is told so by the query, and can clean up.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Names of the migrations that have run, in their order; none in an empty database. */
export async function migrationsIn(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ has: boolean }>(`SELECT to_regclass('public.migrations') IS NOT NULL AS has`);
  if (!rows[0]?.has) return [];
  const migrations = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY timestamp, id');
  return migrations.rows.map(({ name }) => name);
}
