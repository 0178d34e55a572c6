import { readFileSync, rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { serviceDataSource } from '@app/service-kit';
import { TempDatabase, testRun, waitFor } from '@app/testing';
import pg from 'pg';
import { libraryService } from '../../libs/service-kit/test/library.service.js';
import { backUpDatabase } from './back-up-database.ts';
import { readRecord, tableFile } from './backup-record.ts';
import { restoreDatabase } from './restore-database.ts';

const { postgresUrl } = testRun();
const awkward = 'tab\t back\\slash \\N "quoted" \u0001 Әл-Фараби\nsecond line';
const TITLES = 'SELECT title FROM books ORDER BY title';
const RECORD_FACT = `
  INSERT INTO event_log (event_id, name, aggregate, aggregate_id, sequence, envelope)
  VALUES (gen_random_uuid(), 'library.book.lent.v1', 'library.book', $1, 1, '{"data" :  {"b":1,"a":2}}')`;

let database: TempDatabase;
let admin: pg.Client;
let folder: string;

beforeEach(async () => {
  database = await TempDatabase.create(serviceDataSource(libraryService));
  // A service that does not run has no connection.
  await database.dataSource.destroy();
  admin = new pg.Client({ connectionString: postgresUrl });
  await admin.connect();
  folder = mkdtempSync(join(tmpdir(), 'tulga-backup-'));
});

afterEach(async () => {
  await admin.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** Asks the library's database, past row-level security, and leaves no connection behind. */
async function ask<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const addBook = (title: string) =>
  ask('INSERT INTO books VALUES (gen_random_uuid(), gen_random_uuid(), $1, 1)', [title]);
const backUp = () => backUpDatabase(postgresUrl, { service: 'library', database: database.name }, folder);
const restore = () => restoreDatabase(postgresUrl, join(folder, 'library'));

describe('a backup', () => {
  it('says what it holds', async () => {
    await addBook(awkward);

    const record = await backUp();

    expect(readRecord(join(folder, 'library'))).toEqual(record);
    expect(record).toMatchObject({ service: 'library', database: database.name, serverVersion: expect.any(String) });
    expect(record.migrations).toContain('CreateBooks1767225600001');
    expect(record.tables.find(({ name }) => name === 'books')).toMatchObject({ rows: 1 });
    expect(record.tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['event_log', 'outbox', 'audit_log']));
    await expect(backUp()).rejects.toThrow('is there already');
  });

  it('is one moment, whatever is written meanwhile', async () => {
    await addBook('Before');
    const holder = new pg.Client({ connectionString: database.adminUrl });
    await holder.connect();
    // Before the books in the order of the tables: the backup has begun and waits here.
    await holder.query('BEGIN; LOCK access_grants');
    const written = backUp();
    await waitFor(
      async () => (await ask(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'`)).length === 1,
    );

    await addBook('During');
    await holder.query('COMMIT');
    await holder.end();
    await written;
    await restore();

    expect(await ask(TITLES)).toEqual([{ title: 'Before' }]);
  });
});

describe('a restore', () => {
  it('brings every row back as it was, and nothing that came later', async () => {
    await addBook(awkward);
    await ask(RECORD_FACT, ['one']);
    await backUp();
    await addBook('Later');
    await ask(RECORD_FACT, ['two']);

    await restore();

    expect(await ask(TITLES)).toEqual([{ title: awkward }]);
    expect(await ask('SELECT aggregate_id AS id, envelope::text AS text FROM event_log')).toEqual([
      { id: 'one', text: '{"data" :  {"b":1,"a":2}}' },
    ]);
  });

  it('leaves guards and numbers in force: the log takes no change, and no number is given twice', async () => {
    await ask(RECORD_FACT, ['one']);
    await backUp();
    await ask(RECORD_FACT, ['two']);
    const [before] = await ask<{ last: string }>('SELECT max(position) AS last FROM event_log');

    await restore();
    await ask(RECORD_FACT, ['three']);

    const [after] = await ask<{ last: string }>('SELECT max(position) AS last FROM event_log');
    expect(Number(after!.last)).toBeGreaterThan(Number(before!.last));
    await expect(ask('DELETE FROM event_log')).rejects.toThrow('append-only');
  });

  it('raises the epoch each time, and says from when on the service lacks what others published', async () => {
    const { takenAt } = await backUp();

    const first = await restore();
    const second = await restore();

    expect(first.epoch).toBeGreaterThan(1);
    expect(second.epoch).toBeGreaterThan(first.epoch);
    const [state] = await ask<{ epoch: number; restored_from: Date }>(
      'SELECT epoch, restored_from FROM messaging_state',
    );
    expect(state).toEqual({ epoch: second.epoch, restored_from: new Date(takenAt) });
  });

  it('takes up facts of a server that had counted further than this one', async () => {
    await ask(RECORD_FACT, ['old']);
    await ask(`SET session_replication_role = replica; UPDATE event_log SET transaction_id = '900000000000'`);
    await backUp();

    await restore();
    await ask(RECORD_FACT, ['new']);

    const readable = `SELECT aggregate_id AS id FROM event_log
      WHERE transaction_id < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY transaction_id, position`;
    // Other databases of the server may have transactions open.
    const both = await waitFor(
      async () => {
        const rows = await ask<{ id: string }>(readable);
        return rows.length === 2 ? rows : undefined;
      },
      { timeoutMs: 20_000 },
    );
    expect(both).toEqual([{ id: 'old' }, { id: 'new' }]);
  });

  it('is refused while the service is connected', async () => {
    await backUp();
    const service = new pg.Client({ connectionString: database.url, application_name: 'library' });
    await service.connect();

    await expect(restore()).rejects.toThrow(`${database.name} is in use by library: stop every replica`);

    await service.end();
    await expect(restore()).resolves.toMatchObject({ service: 'library' });
  });

  it('keeps a service that starts meanwhile waiting', async () => {
    await backUp();
    const starting = new pg.Client({ connectionString: database.url, application_name: 'library' });
    await starting.connect();
    await starting.query(`SELECT pg_advisory_lock(hashtext('tulga:migrations'))`);

    await expect(restore()).rejects.toThrow('library is just starting');

    await starting.end();
  });

  it('is refused into tables of another release, and says which one is needed', async () => {
    const { release } = await backUp();
    await ask(`INSERT INTO migrations (timestamp, name) VALUES (2000000000000, 'AddShelves2000000000000')`);

    await expect(restore()).rejects.toThrow(
      new RegExp(`beyond the backup: AddShelves2000000000000.*Restore with release ${release}`),
    );
  });

  it('is done though the statistics cannot be made, and says so', async () => {
    await addBook('Before');
    // An index whose expression can be computed during the restore only, where no trigger is called either.
    await ask(`SET session_replication_role = replica;
      CREATE FUNCTION only_in_replicas(text) RETURNS text IMMUTABLE LANGUAGE plpgsql SET search_path = '' AS $$ BEGIN
        IF current_setting('session_replication_role') <> 'replica' THEN RAISE 'no statistics'; END IF;
        RETURN $1; END $$;
      CREATE INDEX ON books (only_in_replicas(title))`);
    await backUp();

    const { warning } = await restore();

    expect(warning).toBe('restored, but ANALYZE failed: no statistics');
    expect(await ask(TITLES)).toEqual([{ title: 'Before' }]);
  });

  it('changes nothing when a file of the backup is damaged', async () => {
    await addBook('In the backup');
    await backUp();
    await addBook('Now');
    const file = tableFile(join(folder, 'library'), 'books');

    writeFileSync(file, gzipSync(''));
    await expect(restore()).rejects.toThrow('is not as it was written');
    writeFileSync(file, readFileSync(file).subarray(0, 10));
    await expect(restore()).rejects.toThrow();

    expect(await ask(TITLES)).toEqual([{ title: 'In the backup' }, { title: 'Now' }]);
    expect(await ask('SELECT epoch FROM messaging_state')).toEqual([{ epoch: 1 }]);
  });
});
