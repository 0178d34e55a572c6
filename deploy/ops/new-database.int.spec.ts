import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '@app/testing';
import { build } from '../local/build.ts';
import { Installation } from '../local/installation.ts';
import { makeOpenDir } from '../local/paths.ts';
import { Progress } from '../local/progress.ts';
import { backUpDatabase } from './back-up-database.ts';
import { connectTo, readRecord, tableFile } from './backup-record.ts';
import { backup, restore } from './backup.ts';
import { localDatabases, type DatabaseAccess } from './database-access.ts';
import { draftOf, hasTables, makeDatabase } from './new-database.ts';

const programs = { service: 'programs', database: 'tulga_programs' };
const progress = new Progress(() => {});

let parent: string;
let dataDir: string;
let folder: string;
let databases: DatabaseAccess;

beforeAll(async () => {
  await build();
  parent = mkdtempSync(join(tmpdir(), 'tulga-ops-'));
  folder = join(parent, 'backup');
  dataDir = makeOpenDir(join(parent, 'data'));
  new Installation(dataDir).secrets.password('postgres');
  databases = await localDatabases(dataDir);
}, 60_000);

afterAll(async () => {
  await databases?.close();
  await new Installation(dataDir).wipe();
  rmSync(parent, { recursive: true, force: true });
}, 60_000);

async function ask(sql: string, database = programs.database): Promise<unknown[]> {
  const client = await connectTo(databases.adminUrl, database);
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const make = () =>
  makeDatabase(databases.adminUrl, programs, databases.passwordOf(programs.service), () => Promise.resolve());
const isThere = (database = programs.database) => hasTables(databases.adminUrl, database);
const drop = () => ask(`DROP DATABASE IF EXISTS ${programs.database}`, 'postgres');
const restorePrograms = () => restore(databases, folder, 'programs', progress);

async function backUp(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await drop();
  await make();
  await ask(`INSERT INTO messaging_state (is_only_row, epoch) VALUES (true, 7)
    ON CONFLICT (is_only_row) DO UPDATE SET epoch = excluded.epoch`);
  await backUpDatabase(databases.adminUrl, programs, folder);
}

describe('a database that is gone', () => {
  beforeEach(async () => {
    await backUp();
    await drop();
  }, 30_000);

  it('is made with the tables of its service, which belong to its role', async () => {
    await make();

    const owners = `SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'`;
    expect(await ask(owners)).toEqual([{ tableowner: 'programs' }]);
  }, 30_000);

  it('is filled from a backup, also when there is an empty one', async () => {
    await ask(`CREATE DATABASE ${programs.database}`, 'postgres');

    const { isFine, json } = await restorePrograms();

    expect({ isFine, json }).toMatchObject({ isFine: true, json: { restored: [{ service: 'programs' }] } });
    const [state] = (await ask('SELECT epoch FROM messaging_state')) as [{ epoch: number }];
    expect(state.epoch).toBeGreaterThan(7);
  }, 30_000);

  it('stays what it is at the next start, though only its secrets were there', async () => {
    await restorePrograms();

    await new Installation(dataDir).open();

    expect(await isThere()).toBe(true);
  }, 30_000);

  it('can be reached by nobody before it is whole', async () => {
    const met: boolean[] = [];
    const fill = async (draft: string) => {
      met.push(await isThere(draft));
      await expect(ask('SELECT 1')).rejects.toThrow('does not exist');
      await expect(make()).rejects.toThrow('is being made by another restore');
    };

    await makeDatabase(databases.adminUrl, programs, databases.passwordOf('programs'), fill);

    expect(met).toEqual([true]);
    expect(await isThere()).toBe(true);
  }, 30_000);

  it('is gone again when a migration fails, and can be restored once that is mended', async () => {
    // Stands in the way of the second of the migrations, each of which is a transaction of its own.
    await ask('CREATE TABLE outbox ()', 'template1');

    const { isFine, text } = await restorePrograms();
    await ask('DROP TABLE outbox', 'template1');

    expect(isFine).toBe(false);
    expect(text).toContain('already exists');
    expect([await isThere(), await isThere(draftOf(programs.database))]).toEqual([false, false]);
    expect(await restorePrograms()).toMatchObject({ isFine: true });
  }, 30_000);

  it('is not there when the restore is killed, and the next one does it', async () => {
    const file = tableFile(join(folder, 'programs'), 'messaging_state');
    renameSync(file, `${file}.aside`);
    execFileSync('mkfifo', [file]);
    const env = {
      PATH: process.env.PATH,
      POSTGRES_URL: databases.adminUrl,
      PROGRAMS_DATABASE_PASSWORD: databases.passwordOf('programs'),
    };
    const child = spawn(process.execPath, [join(import.meta.dirname, 'ops.ts'), 'restore', folder], { env });
    const waiting = `SELECT FROM pg_stat_activity WHERE query LIKE 'COPY "messaging_state"%'`;
    await waitFor(async () => (await ask(waiting, 'postgres')).length === 1, { timeoutMs: 20_000 });

    child.kill('SIGKILL');
    await once(child, 'exit');

    await expect(ask('SELECT 1')).rejects.toThrow('does not exist');
    renameSync(`${file}.aside`, file);
    await waitFor(async () => (await ask(waiting, 'postgres')).length === 0);
    expect(await restorePrograms()).toMatchObject({ isFine: true });
    expect(await isThere(draftOf(programs.database))).toBe(false);
  }, 60_000);

  it('is gone again when the backup is one of another release', async () => {
    const path = join(folder, 'programs', 'backup.json');
    const record = readRecord(join(folder, 'programs'));
    writeFileSync(path, JSON.stringify({ ...record, migrations: record.migrations.slice(1) }));

    const { isFine, text } = await restorePrograms();

    expect(isFine).toBe(false);
    expect(text).toContain(`Restore with release ${record.release}`);
    await expect(ask('SELECT 1')).rejects.toThrow('does not exist');
  }, 30_000);
});

describe('a backup of all', () => {
  it('is made of those that are there, and tells of the others', async () => {
    await drop();
    await make();

    const { isFine, json } = await backup(databases, join(parent, 'all'), progress);

    expect(isFine).toBe(false);
    expect(json).toMatchObject({ backups: [programs] });
    expect(existsSync(join(parent, 'all', 'programs', 'backup.json'))).toBe(true);
  }, 30_000);
});

describe('the server of a local installation', () => {
  it('is claimed while it is used, so that no platform starts on the same data', async () => {
    expect(existsSync(join(dataDir, 'run.json'))).toBe(true);

    await databases.close();

    expect(existsSync(join(dataDir, 'run.json'))).toBe(false);
    databases = await localDatabases(dataDir);
  }, 30_000);

  it('is none where there is no installation', async () => {
    await expect(localDatabases(join(parent, 'nothing'))).rejects.toThrow('There is no installation');
  });
});
