import pg from 'pg';
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDatabases } from './databases.ts';
import { startPostgres, type Postgres } from './postgres.ts';
import { freePort, goneWithin } from './processes.ts';

describe('the embedded PostgreSQL', () => {
  let dir: string;
  let postgres: Postgres;

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'tulga-postgres-'));
    chmodSync(dir, 0o755);
  });

  afterAll(async () => {
    await postgres.stop();
    rmSync(dir, { recursive: true });
  });

  const start = async (): Promise<Postgres> =>
    startPostgres({ dataDir: join(dir, 'data'), port: await freePort(), password: 'se/cret', durable: false });

  it('keeps its data when it is killed and started again', async () => {
    postgres = await start();
    await query(postgres.adminUrl, 'CREATE TABLE kept AS SELECT uuidv7() AS id');

    process.kill(postgres.pid, 'SIGKILL');
    await goneWithin(postgres.pid, 5000);
    postgres = await start();

    expect(await query(postgres.adminUrl, 'SELECT count(*)::int AS count FROM kept')).toEqual([{ count: 1 }]);
  });

  it('takes the place of a server that a killed starter left behind', async () => {
    const forgotten = postgres.pid;

    postgres = await start();

    expect(await goneWithin(forgotten, 0)).toBe(true);
    expect(await query(postgres.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('knows Kazakh letters and sorts by them', async () => {
    const rows = await query(
      postgres.adminUrl,
      `SELECT string_agg(upper(w), ',' ORDER BY w COLLATE "kk-x-icu") AS words FROM unnest(ARRAY['қала','еңбек','әже']) AS w`,
    );

    expect(rows).toEqual([{ words: 'ӘЖЕ,ЕҢБЕК,ҚАЛА' }]);
  });

  it('refuses a wrong password', async () => {
    const url = postgres.url('postgres', 'postgres', 'wrong');

    await expect(query(url, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('gives each role its own database and no other', async () => {
    const plan = (name: string): { database: string; role: string; password: string } => ({
      database: `tulga_${name}`,
      role: name,
      password: name,
    });
    const plans = [plan('programs'), plan('enrollment')];

    expect(await ensureDatabases(postgres.adminUrl, plans)).toEqual(['tulga_programs', 'tulga_enrollment']);
    expect(await ensureDatabases(postgres.adminUrl, plans)).toEqual([]);

    const own = postgres.url('tulga_programs', 'programs', 'programs');
    await query(own, 'CREATE TABLE mine (id int)');
    for (const database of ['tulga_enrollment', 'postgres', 'template1']) {
      const other = postgres.url(database, 'programs', 'programs');
      await expect(query(other, 'SELECT 1')).rejects.toThrow('permission denied');
    }
    const rights =
      'SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole AS any FROM pg_roles WHERE rolname = $1';
    expect(await query(own, rights, ['programs'])).toEqual([{ any: false }]);
  });
});

async function query(url: string, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}
