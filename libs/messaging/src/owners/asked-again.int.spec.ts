import { TempDatabase } from '@app/testing';
import type { EntityManager } from 'typeorm';
import { Handlers } from '../incoming/handlers.js';
import { messagingMigrations } from '../index.js';
import { OwnerReads, type OwnerRead, type OwnerReadKind, type PageOutcome } from './owner-reads.js';

let database: TempDatabase;
let reads: OwnerReads;

beforeAll(async () => {
  database = await TempDatabase.create({ service: 'store', migrations: messagingMigrations });
  const { dataSource } = database;
  const runner = { run: <T>(work: (tx: EntityManager) => Promise<T>) => dataSource.transaction(work) };
  reads = new OwnerReads(dataSource, runner, new Handlers());
});

afterAll(() => database?.drop());

beforeEach(() => database.dataSource.query('DELETE FROM owner_reads'));

const early = new Date('2026-03-01T09:00:00Z');
const late = new Date('2026-03-01T10:00:00Z');
const last: PageOutcome = { cursor: null, hasMore: false, read: 1, applied: 0 };
const first: PageOutcome = { ...last, cursor: 'first', hasMore: true };

const ask = (since: Date | null, kind: OwnerReadKind = 'compare') =>
  reads.add(database.dataSource.manager, kind, 'shop.order', 'spec', since);
const now = async (): Promise<OwnerRead> => (await reads.list())[0]!;

async function commit(read: OwnerRead, outcome: PageOutcome): Promise<boolean> {
  let isDone = false;
  await reads.commit(read, async () => {
    isDone = true;
    return outcome;
  });
  return isDone;
}

describe('a comparison that is asked for again while it is under way', () => {
  it('is made once more after this one: its earlier pages were read before', async () => {
    await ask(late);
    await commit(await now(), first);

    await ask(late);
    await commit(await now(), last);

    expect(await now()).toMatchObject({ state: 'open', cursor: null });
    await commit(await now(), last);
    expect(await now()).toMatchObject({ state: 'done', read: 3 });
  });

  it('is made once more when its first page was being read then', async () => {
    await ask(late);
    const underWay = await now();

    await ask(early);
    await commit(underWay, last);

    expect(await now()).toMatchObject({ state: 'open', cursor: null, since: early });
    await commit(await now(), last);
    expect(await now()).toMatchObject({ state: 'done' });
  });

  it('comes to the end of each round, however often it is asked for', async () => {
    await ask(null);
    for (let round = 0; round < 3; round += 1) {
      await commit(await now(), first);
      await ask(null);
      expect((await now()).cursor).toBe('first');
      await commit(await now(), last);
      expect(await now()).toMatchObject({ state: 'open', cursor: null });
    }
  });

  it('is moved on by nobody whose page is of the round before', async () => {
    await ask(null);
    const ofRoundBefore = await now();
    await ask(null);
    await commit(ofRoundBefore, last);

    expect(await commit(ofRoundBefore, last)).toBe(false);
    expect(await now()).toMatchObject({ state: 'open', read: 1 });
  });
});

describe('a reading that is asked for again', () => {
  it('is made once when it had not begun', async () => {
    await ask(late);
    await ask(early);

    await commit(await now(), first);
    await commit(await now(), last);

    expect(await now()).toMatchObject({ state: 'done', since: early });
  });

  it('is made once when it reads a log, to which the new comes at the end, unless it is about more', async () => {
    await ask(early, 'follow');
    await commit(await now(), first);
    await ask(late, 'follow');
    await commit(await now(), last);
    expect(await now()).toMatchObject({ state: 'done', since: early });

    await ask(late, 'follow');
    await commit(await now(), first);
    await ask(early, 'follow');
    await commit(await now(), last);
    expect(await now()).toMatchObject({ state: 'open', cursor: null, since: early });
  });
});
