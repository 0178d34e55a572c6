import { randomUUID } from 'node:crypto';
import { TempDatabase } from '@app/testing';
import pg from 'pg';
import { Book, BookNotFound, libraryService } from '../test/library.service.js';
import {
  type Actor,
  Clock,
  type Grant,
  type RequestContext,
  requestContext,
  serviceDataSource,
  UnitOfWork,
} from './index.js';

const home = randomUUID();
const elsewhere = randomUUID();
const service: Actor = { kind: 'service', name: 'library' };

let database: TempDatabase;
let admin: pg.Client;
let work: UnitOfWork;

beforeAll(async () => {
  database = await TempDatabase.create(serviceDataSource(libraryService));
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  work = new UnitOfWork(database.dataSource, new Clock());
});

afterAll(async () => {
  await admin?.end();
  await database?.drop();
});

const person = (...grants: Partial<Grant>[]): Actor => ({
  kind: 'person',
  personId: randomUUID(),
  language: 'kk',
  grants: grants.map((grant) => ({
    id: randomUUID(),
    role: 'coordinator',
    scope: 'organization',
    scopeId: home,
    ...grant,
  })),
});

const aBook = (organizationId: string) => ({ id: randomUUID(), organizationId, title: 'Abai', version: 1 });

const stored = async (organizationId: string) => {
  const book = aBook(organizationId);
  await work.run(service, (tx) => tx.insert(Book, book));
  return book;
};

const aRequest = (key: string, changes: Partial<RequestContext> = {}): RequestContext => ({
  ...{ traceId: 'ab'.repeat(16), method: 'POST', route: '/v1/books', language: 'kk', transactions: 0 },
  ...{ idempotencyKey: key, fingerprint: () => 'same', answerHeader: () => {} },
  ...changes,
});

describe('row-level security', () => {
  it('hides rows of other organizations', async () => {
    const [mine, theirs] = [await stored(home), await stored(elsewhere)];

    const ids = await work.read(person({}), async (tx) => (await tx.find(Book)).map((book) => book.id));

    expect(ids).toContain(mine.id);
    expect(ids).not.toContain(theirs.id);
  });

  it('lets nobody write, move or remove rows of other organizations', async () => {
    const [mine, theirs] = [await stored(home), await stored(elsewhere)];
    const actor = person({});

    await expect(work.run(actor, (tx) => tx.insert(Book, aBook(elsewhere)))).rejects.toThrow('row-level security');
    await expect(work.run(actor, (tx) => tx.update(Book, mine.id, { organizationId: elsewhere }))).rejects.toThrow(
      'row-level security',
    );
    const touched = await work.run(actor, async (tx) => [
      (await tx.update(Book, theirs.id, { title: 'Mine' })).affected,
      (await tx.delete(Book, theirs.id)).affected,
    ]);
    expect(touched).toEqual([0, 0]);
  });

  it('binds the owner of the table too, and shows nothing without a scope', async () => {
    await stored(home);
    const [owner] = await database.dataSource.query(
      `SELECT tableowner = current_user AS yes FROM pg_tables WHERE tablename = 'books'`,
    );

    expect(owner.yes).toBe(true);
    expect(await database.dataSource.query('SELECT * FROM books')).toEqual([]);
    await expect(database.dataSource.getRepository(Book).insert(aBook(home))).rejects.toThrow('row-level security');
  });

  it('leaves no scope behind on the connection', async () => {
    await stored(home);
    const runner = database.dataSource.createQueryRunner();
    try {
      await runner.query(`BEGIN; SELECT set_config('app.scope', 'service', true); COMMIT`);

      expect(await runner.query('SELECT * FROM books')).toEqual([]);
    } finally {
      await runner.release();
    }
  });

  it('shows all to the ministry, and nothing to whom nothing was granted', async () => {
    const theirs = await stored(elsewhere);
    const find = (actor: Actor) => work.read(actor, (tx) => tx.findOneBy(Book, { id: theirs.id }));

    expect(await find(person({ role: 'ministry-officer', scope: 'platform', scopeId: null }))).not.toBeNull();
    expect(await find(person({ role: 'coordinator', scope: 'platform', scopeId: null }))).toBeNull();
    expect(await find(person())).toBeNull();
  });
});

describe('a transaction', () => {
  it('that collides with another is run again', async () => {
    let attempts = 0;

    const answer = await work.run(service, async (tx) => {
      attempts += 1;
      if (attempts < 3) await tx.query(`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`);
      return 'done';
    });

    expect([answer, attempts]).toEqual(['done', 3]);
  });

  it('that deadlocks with another is run again', async () => {
    const [first, second] = [await stored(home), await stored(home)];
    const rename = (ids: string[]) =>
      work.run(service, async (tx) => {
        for (const id of ids) {
          await tx.update(Book, id, { title: 'Locked' });
          await tx.query('SELECT pg_sleep(0.1)');
        }
        return ids.length;
      });

    const done = await Promise.all([rename([first.id, second.id]), rename([second.id, first.id])]);

    expect(done).toEqual([2, 2]);
  });

  it('leaves nothing when it fails', async () => {
    const book = aBook(home);

    const failed = work.run(service, async (tx) => {
      await tx.insert(Book, book);
      throw new BookNotFound('Broken rule');
    });

    await expect(failed).rejects.toThrow(BookNotFound);
    expect(await work.read(service, (tx) => tx.findOneBy(Book, { id: book.id }))).toBeNull();
  });

  it('is no success when the error of a statement was swallowed', async () => {
    const swallowed = work.run(service, async (tx) => {
      await tx.query('SELECT 1 / $1::int', [0]).catch(() => {});
      return 'ok';
    });

    await expect(swallowed).rejects.toThrow('The transaction was rolled back');
  });

  it('is not committed when its answer cannot be kept for a repeated command', async () => {
    const [book, actor] = [aBook(home), person({})];

    const unwritable = requestContext.run(aRequest(randomUUID()), () =>
      work.run(actor, async (tx) => {
        await tx.insert(Book, book);
        return 1n;
      }),
    );

    await expect(unwritable).rejects.toThrow('BigInt');
    expect(await work.read(service, (tx) => tx.findOneBy(Book, { id: book.id }))).toBeNull();
  });

  it('is not opened inside another', async () => {
    const nested = work.run(service, () => work.run(service, async () => 'inner'));

    await expect(nested).rejects.toThrow('pass tx on');
  });

  it('for reading changes nothing', async () => {
    const change = work.read(service, (tx) => tx.insert(Book, aBook(home)));

    await expect(change).rejects.toThrow('read-only transaction');
  });
});

describe('under an Idempotency-Key', () => {
  const addBook = (actor: Actor, context: RequestContext) =>
    requestContext.run(context, () =>
      work.run(actor, async (tx) => {
        const book = aBook(home);
        await tx.insert(Book, book);
        return book;
      }),
    );

  it('another person does not get the answer', async () => {
    const key = randomUUID();
    await addBook(person({}), aRequest(key));

    await expect(addBook(person({}), aRequest(key))).rejects.toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('a command that was refused may be tried again', async () => {
    const [key, actor] = [randomUUID(), person({})];
    const refused = requestContext.run(aRequest(key), () =>
      work.run(actor, async () => {
        throw new BookNotFound('Not yet');
      }),
    );
    await expect(refused).rejects.toThrow('Not yet');

    expect(await addBook(actor, aRequest(key))).toMatchObject({ title: 'Abai' });
  });

  it('each transaction of a request has its own answer', async () => {
    const [key, actor] = [randomUUID(), person({})];
    const both = (context: RequestContext) =>
      requestContext.run(context, async () => [
        await work.run(actor, async () => randomUUID()),
        await work.run(actor, async () => randomUUID()),
      ]);

    const first = await both(aRequest(key));

    expect(first[0]).not.toBe(first[1]);
    expect(await both(aRequest(key))).toEqual(first);
  });

  it('a key is free again after a day', async () => {
    const [key, actor] = [randomUUID(), person({})];
    const first = await addBook(actor, aRequest(key));
    await admin.query(`UPDATE idempotency_keys SET created_at = now() - interval '2 days' WHERE key = $1`, [key]);

    const second = await addBook(actor, aRequest(key, { fingerprint: () => 'other' }));

    expect(second.id).not.toBe(first.id);
  });
});
