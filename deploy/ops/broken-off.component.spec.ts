import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '@app/testing';
import { Installation } from '../local/installation.ts';
import { makeOpenDir } from '../local/paths.ts';
import { serverUser } from '../local/postgres-binaries.ts';
import { postgresDataDir } from '../local/postgres.ts';
import { isAlive } from '../local/processes.ts';
import { connectTo } from './backup-record.ts';
import { localDatabases, type DatabaseAccess } from './database-access.ts';

let parent: string;
let dataDir: string;

beforeEach(() => {
  parent = makeOpenDir(mkdtempSync(join(tmpdir(), 'tulga-broken-off-')));
  dataDir = makeOpenDir(join(parent, 'data'));
  new Installation(dataDir).secrets.password('postgres');
});

afterEach(async () => {
  await new Installation(dataDir).wipe();
  rmSync(parent, { recursive: true, force: true });
}, 60_000);

function startBackup(folder: string, ...options: string[]): ChildProcess {
  const path = join(import.meta.dirname, 'ops.ts');
  return spawn(process.execPath, [path, 'backup', folder, ...options], { env: { PATH: process.env.PATH } });
}

/** The signal comes again and again: npm passes Ctrl-C on, and people are impatient. */
async function breakOff(child: ChildProcess): Promise<number | null> {
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.kill('SIGINT');
  const again = setInterval(() => child.kill('SIGINT'), 20);
  const [code] = await exited;
  clearInterval(again);
  return code;
}

async function madeWithOneTable({ adminUrl }: DatabaseAccess): Promise<void> {
  const admin = await connectTo(adminUrl, 'postgres');
  await admin.query('CREATE DATABASE tulga_programs');
  await admin.end();
  const client = await connectTo(adminUrl, 'tulga_programs');
  await client.query(`CREATE TABLE migrations (id serial, timestamp bigint, name text); CREATE TABLE books (title text);
    INSERT INTO migrations (timestamp, name) VALUES (1, 'CreateBooks1')`);
  await client.end();
}

describe('a backup that is broken off', () => {
  it('leaves no half of itself behind', async () => {
    const folder = join(parent, 'backup');
    const databases = await localDatabases(dataDir);
    await madeWithOneTable(databases);
    const holder = await connectTo(databases.adminUrl, 'tulga_programs');
    await holder.query('BEGIN; LOCK books');
    const child = startBackup(folder, '--data-dir', dataDir);
    await waitFor(() => existsSync(folder) && readdirSync(folder).includes(`.programs.${child.pid}`), {
      timeoutMs: 20_000,
    });

    const code = await breakOff(child);

    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
    await holder.end();
    await databases.close();
  }, 60_000);

  it('ends the server that it was just starting, and gives the data free', async () => {
    const pidFile = join(postgresDataDir(join(dataDir, 'postgres'), serverUser()), 'postmaster.pid');
    const child = startBackup(join(parent, 'backup'), '--data-dir', dataDir);
    await waitFor(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '', { timeoutMs: 20_000 });
    const server = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);

    const code = await breakOff(child);

    expect(code).toBe(1);
    expect(isAlive(server)).toBe(false);
    expect(existsSync(join(dataDir, 'run.json'))).toBe(false);
  }, 60_000);
});
