import type { EventEnvelope } from '@app/contracts';
import { waitFor } from '@app/testing';
import { jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 as uuidv7 } from 'uuid';
import { placed, shipped } from '../../test/shop.js';
import { World } from '../../test/world.js';
import { InternalQueryInvalid, InternalReads, StateUnknown } from './internal-reads.js';
import { Outbox } from '../outgoing/outbox.js';

let world: World;
let shop: NestFastifyApplication;
let reads: InternalReads;

beforeAll(async () => {
  world = await World.create();
  shop = await world.start('shop');
  reads = shop.get(InternalReads);
});

afterAll(() => world?.end());

describe('the log of an owner', () => {
  it('gives the facts of one aggregate after a sequence', async () => {
    const id = uuidv7();
    await world.record(shop, placed(id), placed(id), shipped(id));

    const answer = await reads.events({ aggregate: 'shop.order', aggregateId: id, after: 1 });

    expect(answer.data.map(({ sequence }) => sequence)).toEqual([2, 3]);
    expect(answer.page.hasMore).toBe(false);
    await expect(reads.events({ aggregateId: id })).rejects.toThrow(InternalQueryInvalid);
  });

  it('passes over nothing that commits late', async () => {
    const start = (await readToEnd(undefined)).cursor;
    const [late, early] = [uuidv7(), uuidv7()];
    let afterEarly: Awaited<ReturnType<typeof readAll>> | undefined;

    await world.shopData.dataSource.transaction(async (tx) => {
      await shop.get(Outbox).add(tx, placed(late));
      await shop.get(Outbox).flush(tx);
      await world.record(shop, placed(early));
      afterEarly = await readAll(start);
    });
    const rest = await readToEnd(afterEarly!.cursor);

    expect(afterEarly!.subjects).toEqual([]);
    expect(rest.subjects).toEqual([late, early]);
  });

  it('is paged without loss or repetition', async () => {
    const ids = Array.from({ length: 7 }, () => uuidv7());
    const start = (await readToEnd(undefined)).cursor;
    for (const id of ids) await world.record(shop, placed(id));

    const found = await readToEnd(start, 2);

    expect(found.subjects).toEqual(ids);
    expect((await readToEnd(found.cursor)).subjects).toEqual([]);
    await expect(reads.events({ cursor: 'nonsense' })).rejects.toThrow(InternalQueryInvalid);
  });
});

describe('the end of the log of an owner', () => {
  it('is not told while something is hidden that an older transaction, which ends just now, hid', async () => {
    const start = (await readToEnd(undefined)).cursor;
    const { dataSource } = world.shopData;
    const older = await transactionThatHides();
    await world.record(shop, placed(uuidv7()));
    const query = dataSource.query.bind(dataSource);
    const asked = jest.spyOn(dataSource, 'query').mockImplementation(async (sql, values) => {
      const found: unknown = await query(sql, values);
      if (!sql.includes('FROM event_log')) return found;
      asked.mockRestore();
      await older.end();
      return found;
    });

    const { data, page } = await reads.events({ aggregate: 'shop.order', cursor: start });

    expect(data.length > 0 || page.hasMore).toBe(true);
    expect((await readToEnd(start)).subjects).toHaveLength(1);
  });

  it('is where it was when the reading began: an owner that is always busy has one, too', async () => {
    const start = (await readToEnd(undefined)).cursor;
    const ids = [uuidv7(), uuidv7(), uuidv7()] as const;
    await world.record(shop, placed(ids[0]));
    const older = await transactionThatHides();
    await world.record(shop, placed(ids[1]));

    const first = await readAll(await shownFrom(start, ids[0]));
    const newer = await transactionThatHides();
    await world.record(shop, placed(ids[2]));
    await older.end();
    const rest = await readToEnd(first.cursor);
    await newer.end();

    expect(first).toMatchObject({ subjects: [], isAll: false });
    expect(rest.subjects).toEqual([ids[1]]);
    expect((await readToEnd(rest.cursor)).subjects).toEqual([ids[2]]);
  });
});

describe('the snapshot of an owner', () => {
  it('gives every row as a state, page by page', async () => {
    const ids = Array.from({ length: 5 }, () => uuidv7()).sort();
    for (const id of ids) {
      await world.shopData.dataSource.query(`INSERT INTO customers VALUES ($1, 3, 'Dana')`, [id]);
    }

    const found: EventEnvelope[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const { data, page } = await reads.states('shop.customer', { cursor, limit: 2 });
      found.push(...data);
      cursor = page.nextCursor;
    }

    expect(found.map(({ subject }) => subject)).toEqual(ids);
    expect(found[0]).toMatchObject({ type: 'tulga.shop.customer.v1', sequence: 3, epoch: 1, data: { name: 'Dana' } });
  });

  it('is refused for what is not published', async () => {
    await expect(reads.states('shop.secret')).rejects.toThrow(StateUnknown);
  });
});

/** A transaction that has written: what younger ones commit is not shown in order before it ends. */
async function transactionThatHides(): Promise<{ end: () => Promise<void> }> {
  const runner = world.shopData.dataSource.createQueryRunner();
  await runner.startTransaction();
  await runner.query('SELECT pg_current_xact_id()');
  const end = async (): Promise<void> => {
    await runner.commitTransaction();
    await runner.release();
  };
  return { end };
}

/** Where the page ends that shows the fact of this order. */
async function shownFrom(start: string | undefined, id: string): Promise<string> {
  const page = await waitFor(
    async () => {
      const { data, page } = await reads.events({ aggregate: 'shop.order', cursor: start });
      return data.some(({ subject }) => subject === id) ? page : undefined;
    },
    { timeoutMs: 30_000 },
  );
  return page.nextCursor!;
}

async function readAll(
  from: string | undefined,
  limit = 500,
): Promise<{ subjects: string[]; cursor: string | undefined; isAll: boolean }> {
  const subjects: string[] = [];
  for (let cursor = from; ;) {
    const { data, page } = await reads.events({ aggregate: 'shop.order', limit, ...(cursor ? { cursor } : {}) });
    subjects.push(...data.map(({ subject }) => subject));
    cursor = page.nextCursor ?? cursor;
    // There may be more that cannot be shown yet.
    if (!page.hasMore || data.length === 0) return { subjects, cursor, isAll: !page.hasMore };
  }
}

/** Transactions of other specs on the same server keep the newest facts from being shown for a while. */
async function readToEnd(from: string | undefined, limit = 500): ReturnType<typeof readAll> {
  return waitFor(
    async () => {
      const found = await readAll(from, limit);
      return found.isAll ? found : undefined;
    },
    { timeoutMs: 30_000 },
  );
}
