import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../local/build.ts';
import { Installation } from '../local/installation.ts';
import { makeOpenDir } from '../local/paths.ts';
import { Progress } from '../local/progress.ts';
import { backUpDatabase } from './back-up-database.ts';
import { connectTo, readRecord } from './backup-record.ts';
import { backup, restore } from './backup.ts';
import { localDatabases, type DatabaseAccess } from './database-access.ts';
import { dropDatabase, makeMissingDatabase } from './new-database.ts';

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
  writeFileSync(join(dataDir, 'platform.json'), '{"publicOrigin":"http://localhost:8080"}');
  new Installation(dataDir).secrets.password('postgres');
  databases = await localDatabases(dataDir);
}, 60_000);

afterAll(async () => {
  await databases?.close();
  await new Installation(dataDir).wipe();
  rmSync(parent, { recursive: true, force: true });
}, 60_000);

async function ask(sql: string): Promise<unknown[]> {
  const client = await connectTo(databases.adminUrl, programs.database);
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const make = () => makeMissingDatabase(databases.adminUrl, programs, databases.passwordOf);

describe('a database that is gone', () => {
  it('is made with the tables of its service, which belong to its role', async () => {
    expect(await make()).toBe(true);

    const owners = `SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'`;
    expect(await ask(owners)).toEqual([{ tableowner: 'programs' }]);
    expect(await make()).toBe(false);
  }, 30_000);

  it('is filled from a backup', async () => {
    await ask(`INSERT INTO messaging_state (is_only_row, epoch) VALUES (true, 7)
      ON CONFLICT (is_only_row) DO UPDATE SET epoch = excluded.epoch`);
    await backUpDatabase(databases.adminUrl, programs, folder);
    await dropDatabase(databases.adminUrl, programs.database);

    const { isFine, json } = await restore(databases, folder, 'programs', progress);

    expect({ isFine, json }).toMatchObject({ isFine: true, json: { restored: [{ service: 'programs' }] } });
    const [state] = (await ask('SELECT epoch FROM messaging_state')) as [{ epoch: number }];
    expect(state.epoch).toBeGreaterThan(7);
  }, 30_000);

  it('is gone again when the backup is one of another release', async () => {
    const path = join(folder, 'programs', 'backup.json');
    const record = readRecord(join(folder, 'programs'));
    writeFileSync(path, JSON.stringify({ ...record, migrations: record.migrations.slice(1) }));
    await dropDatabase(databases.adminUrl, programs.database);

    const { isFine, text } = await restore(databases, folder, 'programs', progress);

    expect(isFine).toBe(false);
    expect(text).toContain(`Restore with release ${record.release}`);
    await expect(ask('SELECT 1')).rejects.toThrow('does not exist');
    writeFileSync(path, JSON.stringify(record));
  }, 30_000);
});

describe('a backup of all', () => {
  it('is made of those that are there, and tells of the others', async () => {
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
