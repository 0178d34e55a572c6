import type { EventEmitter } from 'node:events';
import { execute, sendAhead } from '@app/messaging';
import { TempDatabase, waitFor } from '@app/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { PipelinedClient, RolledBack, STALE_PLAN } from './pipelined-client.js';

let database: TempDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await TempDatabase.create({ service: 'pipelined' });
  await database.dataSource.query('CREATE TABLE notes (id int PRIMARY KEY, text text)');
  const extra = { Client: PipelinedClient, max: 1 };
  dataSource = await new DataSource({
    type: 'postgres',
    url: database.url,
    poolErrorHandler: () => {},
    extra,
  }).initialize();
});

afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

/** A session of its own. */
async function connected() {
  const client = new PipelinedClient({ connectionString: database.url });
  await client.connect();
  return client as PipelinedClient & { connection: EventEmitter };
}

const notes = async (): Promise<number[]> =>
  (await database.dataSource.query('SELECT id FROM notes ORDER BY id')).map(({ id }: { id: number }) => id);

describe('a pipelined connection', () => {
  beforeEach(() => database.dataSource.query('DELETE FROM notes'));

  it('keeps the order of statements that nobody waits for', async () => {
    await dataSource.transaction(async (tx) => {
      const sent = [1, 2, 3].map((id) => tx.query('INSERT INTO notes VALUES ($1, $2)', [id, 'x']));
      const counted = tx.query('SELECT count(*)::int AS count FROM notes WHERE text = $1', ['x']);
      await Promise.all(sent);
      expect(await counted).toEqual([{ count: 3 }]);
    });

    expect(await notes()).toEqual([1, 2, 3]);
  });

  it('rolls all of a transaction back when one statement fails, also one that nobody waits for', async () => {
    const work = dataSource.transaction(async (tx) => {
      await tx.query('INSERT INTO notes VALUES ($1, $2)', [1, 'x']);
      tx.query('INSERT INTO notes VALUES ($1, $2)', [1, 'again']).catch(() => {});
    });

    await expect(work).rejects.toThrow(new RolledBack().message);
    expect(await notes()).toEqual([]);
  });

  it('rolls back what has a statement with a value that cannot be written, and can write the next one', async () => {
    const insert = 'INSERT INTO notes VALUES ($1, $2)';
    const unwritable = {
      toPostgres: () => {
        throw new Error('no such value');
      },
    };
    const work = dataSource.transaction(async (tx) => {
      await tx.query(insert, [1, 'x']);
      tx.query(insert, [2, unwritable]).catch(() => {});
    });

    await expect(work).rejects.toThrow('no such value');
    expect(await notes()).toEqual([]);
    await dataSource.transaction((tx) => tx.query(insert, [3, 'x']));
    expect(await notes()).toEqual([3]);
  });

  it('has one answer for all of a transaction that reads nothing', async () => {
    const client = await connected();
    const insert = (id: number) => client.ahead('INSERT INTO notes VALUES ($1, $2)', [id, 'x']);
    const transaction = async (...ids: number[]) => {
      await client.query('START TRANSACTION');
      const sent = ids.map(insert);
      await client.query('COMMIT');
      await Promise.all(sent);
    };
    // The server learns the statements.
    await transaction(1);
    let answers = 0;
    client.connection.on('readyForQuery', () => answers++);

    await transaction(2, 3);
    await client.end();

    expect(answers).toBe(1);
    expect(await notes()).toEqual([1, 2, 3]);
  });

  it('tells a statement that was sent with others what it gives, and nothing of the others', async () => {
    const client = await connected();
    const count = async () => {
      void client.ahead('INSERT INTO notes VALUES ((SELECT count(*) FROM notes), $1) RETURNING id, text', ['x']);
      return (await client.query('SELECT count(*)::int AS count FROM notes WHERE text = $1', ['x'])).rows;
    };

    expect([await count(), await count(), await count()]).toEqual([[{ count: 1 }], [{ count: 2 }], [{ count: 3 }]]);
    await client.end();
  });

  it('sends by itself what nothing follows', async () => {
    const client = await connected();
    for (const id of [1, 2, 3]) await client.ahead('INSERT INTO notes VALUES ($1, $2)', [id, 'x']);
    await client.end();

    expect(await notes()).toEqual([1, 2, 3]);
  });

  it('fails what goes with a statement that fails, for its reason, and can go on', async () => {
    const client = await connected();
    const insert = (id: number) => client.ahead('INSERT INTO notes VALUES ($1, $2)', [id, 'x']);
    await insert(1);
    await client.query('START TRANSACTION');
    const sent = [insert(2), insert(1), insert(3)];
    const committed = client.query('COMMIT');

    const ends = await Promise.allSettled([...sent, committed]);
    await client.query('ROLLBACK');
    await insert(4);
    await client.end();

    const reasons = ends.map((end) => (end as PromiseRejectedResult).reason?.constraint);
    expect(reasons).toEqual([undefined, 'notes_pkey', 'notes_pkey', 'notes_pkey']);
    expect(await notes()).toEqual([1, 4]);
  });

  it('keeps what was sent before a savepoint when that is rolled back', async () => {
    await dataSource.transaction(async (tx) => {
      await execute(tx, 'INSERT INTO notes VALUES ($1, $2)', [1, 'x']);
      const inner = tx.transaction(async (nested) => {
        sendAhead(nested, execute(nested, 'INSERT INTO notes VALUES ($1, $2)', [2, 'x']));
        throw new Error('not this');
      });
      await expect(inner).rejects.toThrow('not this');
      sendAhead(tx, execute(tx, 'INSERT INTO notes VALUES ($1, $2)', [3, 'x']));
    });

    expect(await notes()).toEqual([1, 3]);
  });

  it('is given up with a transaction that cannot begin', async () => {
    const killer = new pg.Client({ connectionString: database.adminUrl });
    await killer.connect();
    const [{ pid }] = await dataSource.query('SELECT pg_backend_pid() AS pid');
    await killer.query('SELECT pg_terminate_backend($1)', [pid]);
    await killer.end();

    await dataSource.transaction((tx) => tx.query('INSERT INTO notes VALUES ($1, $2)', [1, 'x'])).catch(() => {});
    await dataSource.transaction((tx) => tx.query('INSERT INTO notes VALUES ($1, $2)', [2, 'x']));

    expect((await notes()).includes(2)).toBe(true);
  });

  it('is replaced when a migration has changed what a statement gives', async () => {
    const ask = () => dataSource.query('SELECT id FROM notes WHERE id = $1', [7]);
    await database.dataSource.query('INSERT INTO notes VALUES (7)');
    expect(await ask()).toEqual([{ id: 7 }]);

    await database.dataSource.query('ALTER TABLE notes ALTER COLUMN id TYPE bigint');

    await expect(ask()).rejects.toThrow(STALE_PLAN);
    expect(await waitFor(ask)).toEqual([{ id: '7' }]);
  });
});
