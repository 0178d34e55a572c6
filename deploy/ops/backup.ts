import { join } from 'node:path';
import { readManifests } from '../local/manifests.ts';
import type { Progress } from '../local/progress.ts';
import { backUpDatabase, type ServiceDatabase } from './back-up-database.ts';
import { readRecord, servicesIn, type BackupRecord } from './backup-record.ts';
import type { DatabaseAccess } from './database-access.ts';
import { each, withFailures, type Failure } from './failures.ts';
import { hasTables, makeDatabase } from './new-database.ts';
import { Refusal, type Outcome } from './outcome.ts';
import { restoreDatabase, type Restored } from './restore-database.ts';
import { textTable, type Cell } from './text-table.ts';

/** Writes every service's database to a folder of its own in `folder`. */
export async function backup(databases: DatabaseAccess, folder: string, progress: Progress): Promise<Outcome> {
  const records: BackupRecord[] = [];
  const failures = await each(
    databasesOfServices(),
    ({ service }) => service,
    async (one) => {
      let detail = '';
      const work = () => backUpDatabase(databases.adminUrl, one, folder, (text) => (detail = text));
      records.push(await progress.step(one.service, work, () => detail));
    },
  );
  const rows = records.map(({ service, takenAt, tables }) => [
    ...[service, tables.length, tables.reduce((sum, table) => sum + table.rows, 0), takenAt],
  ]);
  const summary = records.map(({ service, database, takenAt }) => ({ service, database, takenAt }));
  return outcomeOf(['service', 'tables', 'rows', 'moment'], rows, failures, { backups: summary });
}

/** Restores what a folder holds: one service, or all. Each is restored whole or not at all. */
export async function restore(
  databases: DatabaseAccess,
  folder: string,
  service: string | undefined,
  progress: Progress,
): Promise<Outcome> {
  const services = servicesIn(folder).filter((name) => service === undefined || name === service);
  if (services.length === 0) throw new Refusal(`There is no backup${service ? ` of ${service}` : ''} in ${folder}`);
  const restored: Restored[] = [];
  const failures = await each(
    services,
    (name) => name,
    async (name) => {
      let detail = '';
      const work = () => restoreOne(databases, join(folder, name), (text) => (detail = text));
      restored.push(await progress.step(name, work, () => detail));
    },
  );
  const rows = restored.map(({ service: name, rows: count, takenAt, epoch }) => [name, count, takenAt, epoch]);
  const warnings = restored.flatMap(({ service: name, warning }) => (warning ? [`! ${name}: ${warning}`] : []));
  const outcome = outcomeOf(['service', 'rows', 'moment', 'epoch'], rows, failures, { restored });
  return { ...outcome, text: [...warnings, outcome.text].join('\n') };
}

/** A database that is gone is made for it, and only when it can be filled: the next try may need another release. */
async function restoreOne(
  { adminUrl, passwordOf }: DatabaseAccess,
  folder: string,
  say: (detail: string) => void,
): Promise<Restored> {
  const record = readRecord(folder);
  if (await hasTables(adminUrl, record.database)) return restoreDatabase(adminUrl, folder, say);
  return makeDatabase(adminUrl, record, passwordOf(record.service), (draft) =>
    restoreDatabase(adminUrl, folder, say, draft),
  );
}

function outcomeOf(headings: string[], rows: Cell[][], failures: Failure[], json: object): Outcome {
  const text = withFailures(failures, rows.length ? textTable(headings, rows) : '');
  return { text, json: { ...json, failures }, isFine: failures.length === 0 };
}

function databasesOfServices(): ServiceDatabase[] {
  return readManifests().flatMap(({ name, database }) => (database ? [{ service: name, database }] : []));
}
