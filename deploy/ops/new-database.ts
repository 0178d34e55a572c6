import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { build } from '../local/build.ts';
import { ensureDatabases } from '../local/databases.ts';
import { projectDir } from '../local/paths.ts';
import type { ServiceDatabase } from './back-up-database.ts';
import { connectTo, migrationsIn } from './backup-record.ts';
import { Refusal } from './outcome.ts';

interface BuiltOptions {
  name: string;
}
interface BuiltKit {
  createDataSourceOptions: (options: BuiltOptions, url: string) => DataSourceOptions & { extra: object };
  migrate: (dataSource: DataSource) => Promise<number>;
}

const built = (path: string): Promise<unknown> => import(join(projectDir, 'dist', path));

/** Makes role, database and tables of a service where they are gone. True when there was nothing. */
export async function makeMissingDatabase(
  adminUrl: string,
  { service, database }: ServiceDatabase,
  passwordOf: (service: string) => string,
): Promise<boolean> {
  if (await hasTables(adminUrl, database)) return false;
  await ensureDatabases(adminUrl, [{ database, role: service, password: passwordOf(service) }]);
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (existsSync(join(projectDir, `apps/${service}/src`))) await build();
  const options = await optionsOf(service);
  const { createDataSourceOptions, migrate } = (await built('libs/service-kit/src/data-source.js')) as BuiltKit;
  const plan = createDataSourceOptions(options, url.href);
  // In the service's name, so that the tables belong to it.
  const dataSource = new DataSource({ ...plan, extra: { ...plan.extra, options: `-c role=${service}` } });
  await dataSource.initialize();
  try {
    await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
  return true;
}

export async function dropDatabase(adminUrl: string, database: string): Promise<void> {
  const client = await connectTo(adminUrl, 'postgres');
  try {
    await client.query(`DROP DATABASE ${pg.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

async function hasTables(adminUrl: string, database: string): Promise<boolean> {
  try {
    const client = await connectTo(adminUrl, database);
    try {
      return (await migrationsIn(client)).length > 0;
    } finally {
      await client.end();
    }
  } catch (error) {
    // There is no database of that name.
    if ((error as { code?: string }).code === '3D000') return false;
    throw error;
  }
}

async function optionsOf(service: string): Promise<BuiltOptions> {
  const path = `apps/${service}/src/${service}.service-options.js`;
  const exported = (await built(path)) as Record<string, BuiltOptions>;
  const found = Object.values(exported).find(({ name }) => name === service);
  if (!found) throw new Refusal(`dist/${path} exports no options of ${service}`);
  return found;
}
