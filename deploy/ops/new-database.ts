import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { AbstractLogger, DataSource, type DataSourceOptions } from 'typeorm';
import { build } from '../local/build.ts';
import { ensureDatabases } from '../local/databases.ts';
import { projectDir } from '../local/paths.ts';
import type { ServiceDatabase } from './back-up-database.ts';
import { connectTo, migrationsIn, urlOf } from './backup-record.ts';
import { Refusal } from './outcome.ts';

interface BuiltOptions {
  name: string;
}
interface BuiltKit {
  createDataSourceOptions: (options: BuiltOptions, url: string) => DataSourceOptions & { extra: object };
  migrate: (dataSource: DataSource) => Promise<number>;
}

const built = (path: string): Promise<unknown> => import(join(projectDir, 'dist', path));

/** What goes wrong is thrown; a line of it on the standard output would stand before the document of `--json`. */
class Silence extends AbstractLogger {
  protected writeLog(): void {}
}

/** So it is called until it is whole. No service knows the name. */
export const draftOf = (database: string): string => `${database}_restoring`;

/** Another one who makes the same database would remove the draft of the first. */
const LOCK = `SELECT pg_try_advisory_lock(hashtext('tulga:restore'), hashtext($1)) AS "isFree"`;
const TABLES = `
  SELECT FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename <> 'migrations' LIMIT 1`;

/**
 * Makes the database of a service that is gone: role, tables, then what `fill` does. All that happens under another
 * name, and its own is given to it as the last act, so that nobody ever meets a part of it.
 */
export async function makeDatabase<T>(
  adminUrl: string,
  { service, database }: ServiceDatabase,
  password: string,
  fill: (draft: string) => Promise<T>,
): Promise<T> {
  const admin = await connectTo(adminUrl, 'postgres');
  const draft = draftOf(database);
  try {
    const { rows } = await admin.query<{ isFree: boolean }>(LOCK, [database]);
    if (!rows[0]!.isFree) throw new Refusal(`${database} is being made by another restore: let it end first`);
    // What an earlier try left; and an empty one that has the name, to which a service that starts could add tables.
    for (const name of [draft, database]) await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)}`);
    try {
      await ensureDatabases(adminUrl, [{ database: draft, role: service, password }]);
      await makeTables(adminUrl, service, draft);
      const result = await fill(draft);
      await admin.query(`ALTER DATABASE ${pg.escapeIdentifier(draft)} RENAME TO ${pg.escapeIdentifier(database)}`);
      return result;
    } catch (error) {
      await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(draft)} WITH (FORCE)`).catch(() => {});
      throw error;
    }
  } finally {
    await admin.end();
  }
}

/** Whether there is a database of that name with anything in it. */
export async function hasTables(adminUrl: string, database: string): Promise<boolean> {
  try {
    const client = await connectTo(adminUrl, database);
    try {
      return (await client.query(TABLES)).rowCount !== 0 || (await migrationsIn(client)).length > 0;
    } finally {
      await client.end();
    }
  } catch (error) {
    // There is no database of that name.
    if ((error as { code?: string }).code === '3D000') return false;
    throw error;
  }
}

async function makeTables(adminUrl: string, service: string, database: string): Promise<void> {
  if (existsSync(join(projectDir, `apps/${service}/src`))) await build();
  const options = await optionsOf(service);
  const { createDataSourceOptions, migrate } = (await built('libs/service-kit/src/data-source.js')) as BuiltKit;
  const plan = createDataSourceOptions(options, urlOf(adminUrl, database));
  // In the service's name, so that the tables belong to it.
  const extra = { ...plan.extra, options: `-c role=${service}` };
  const dataSource = new DataSource({ ...plan, logger: new Silence(), extra });
  await dataSource.initialize();
  try {
    await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

async function optionsOf(service: string): Promise<BuiltOptions> {
  const path = `apps/${service}/src/${service}.service-options.js`;
  const exported = (await built(path)) as Record<string, BuiltOptions>;
  const found = Object.values(exported).find(({ name }) => name === service);
  if (!found) throw new Refusal(`dist/${path} exports no options of ${service}`);
  return found;
}
