import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { DataSource, type DataSourceOptions, type MixedList } from 'typeorm';
import { ensureDatabases } from '../../../deploy/local/databases.js';
import { testRun } from './test-run.config.js';

type Class = abstract new (...args: never[]) => unknown;
type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

export interface TempDatabaseOptions {
  /** Name of the service whose schema this is; its role is made like in production. */
  service: string;
  entities?: MixedList<Class>;
  migrations?: MixedList<Class>;
  /** Whatever else the service's own data source has, such as its naming strategy. */
  dataSource?: Partial<PostgresOptions>;
}

/**
 * A database of its own for one spec file, cloned from a template that is migrated once per run. It is reached as a
 * role that owns it but, as in production, is no superuser and cannot step around row-level security.
 */
export class TempDatabase {
  private constructor(
    readonly name: string,
    /** Connects as the service's role. */
    readonly url: string,
    /** Connects as superuser, for looking past row-level security. */
    readonly adminUrl: string,
    /** Initialized, as the service's role. */
    readonly dataSource: DataSource,
  ) {}

  static async create(options: TempDatabaseOptions): Promise<TempDatabase> {
    const role = `test_${options.service.replaceAll('-', '_')}`;
    const template = await ensureTemplate(options, role);
    const name = `${template}_${randomBytes(5).toString('hex')}`;
    await asAdmin((admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${role}`));
    await asAdmin((admin) => admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`));
    const url = urlOf(name, role);
    const dataSource = await new DataSource(dataSourceOptions(options, url)).initialize();
    return new TempDatabase(name, url, urlOf(name), dataSource);
  }

  /** Disconnects everybody and removes the database. */
  async drop(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
    await asAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${this.name} WITH (FORCE)`));
  }
}

/** The workers of a run queue here, so that one of them migrates and the others clone. */
async function ensureTemplate(options: TempDatabaseOptions, role: string): Promise<string> {
  const name = `${options.service.replaceAll('-', '_')}_${fingerprint(options)}`;
  return asAdmin(async (admin) => {
    await admin.query(`SELECT pg_advisory_lock(hashtext($1))`, [role]);
    const { rows } = await admin.query('SELECT datistemplate FROM pg_database WHERE datname = $1', [name]);
    if (rows[0]?.datistemplate) return name;
    // Without the mark it is what a failed migration left.
    if (rows.length) await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await ensureDatabases(testRun().postgresUrl, [{ database: name, role, password: role }]);
    // As in production, migrations that move rows of secured tables do so as the service.
    await migrate({ ...dataSourceOptions(options, urlOf(name, role)), extra: { options: '-c app.scope=service' } });
    await admin.query(`ALTER DATABASE ${name} IS_TEMPLATE true`);
    return name;
  });
}

async function migrate(options: PostgresOptions): Promise<void> {
  const dataSource = await new DataSource(options).initialize();
  try {
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await dataSource.destroy();
  }
}

function dataSourceOptions(options: TempDatabaseOptions, url: string): PostgresOptions {
  const { service, entities = [], migrations = [], dataSource = {} } = options;
  const base = { name: service, entities, migrations, synchronize: false, logging: false } as const;
  return { ...base, ...dataSource, type: 'postgres', url };
}

/** Two spec files that migrate differently must not share a template. */
function fingerprint({ migrations = [] }: TempDatabaseOptions): string {
  const hash = createHash('sha256');
  for (const migration of Object.values(migrations)) hash.update(String(migration));
  return hash.digest('hex').slice(0, 8);
}

function urlOf(database: string, role?: string): string {
  const url = new URL(testRun().postgresUrl);
  url.pathname = `/${database}`;
  if (role) url.username = url.password = role;
  return url.href;
}

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: testRun().postgresUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
