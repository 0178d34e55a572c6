import type { EventOf } from '@app/contracts';
import { waitFor } from '@app/testing';
import { jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { comparedAfterStart } from '../../test/compared-after-start.js';
import { ShopInternal } from '../../test/shop-internal.js';
import { CustomerStateV1, OrderPlacedV1, placed } from '../../test/shop.js';
import { World } from '../../test/world.js';
import { EventApplier } from '../incoming/event-applier.js';
import { EventIntake } from '../incoming/event-intake.js';
import { IsRebuild, OnEvent, Tx } from '../incoming/on-event.js';
import { OwnerPages } from './owner-pages.js';
import { OwnerReads, type OwnerRead } from './owner-reads.js';

/** Keeps the total of each order and the names of customers, and notes what came as news. */
@Controller()
class Bookkeeping {
  @OnEvent(OrderPlacedV1, { isProjection: true })
  async keepTotal(@Payload() event: EventOf<typeof OrderPlacedV1>, @Tx() tx: EntityManager): Promise<void> {
    const sql = 'INSERT INTO totals VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET total = excluded.total';
    await tx.query(sql, [event.subject, event.data.total]);
  }

  @OnEvent(CustomerStateV1)
  async keepCustomer(
    @Payload() { subject, data, type, sequence }: EventOf<typeof CustomerStateV1>,
    @Tx() tx: EntityManager,
    @IsRebuild() isRebuild: boolean,
  ): Promise<void> {
    const sql = 'INSERT INTO known_customers VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name';
    if (data) await tx.query(sql, [subject, data.name]);
    else await tx.query('DELETE FROM known_customers WHERE id = $1', [subject]);
    const values = [type, subject, sequence];
    if (!isRebuild) await tx.query('INSERT INTO seen (type, subject, sequence) VALUES ($1, $2, $3)', values);
  }
}

let world: World;
let shop: NestFastifyApplication;
let store: NestFastifyApplication;

beforeAll(async () => {
  world = await World.create();
  await rows('CREATE TABLE totals (id uuid PRIMARY KEY, total int NOT NULL)');
  shop = await world.start('shop', { controllers: [ShopInternal] });
  await shop.listen(0, '127.0.0.1');
  store = await world.start('store', { controllers: [Bookkeeping], serviceUrls: { shop: await shop.getUrl() } });
  await comparedAfterStart(store);
});

afterEach(() => jest.restoreAllMocks());

afterAll(() => world?.end());

const rows = (sql: string, ...values: unknown[]) => world.storeData.dataSource.query(sql, values);
const totalOf = async (id: string) => (await rows('SELECT total FROM totals WHERE id = $1', id))[0]?.total;

async function read(kind: 'rebuild' | 'compare', name: string): Promise<OwnerRead> {
  const { id } = await store.get(OwnerReads).request(kind, name, 'operator');
  const done = async () => (await store.get(OwnerReads).list()).find((row) => row.id === id && row.state === 'done');
  return waitFor(done, { timeoutMs: 20_000 });
}

describe('a rebuild of a projection', () => {
  it('undoes no fact that comes meanwhile', async () => {
    const id = uuidv7();
    await world.record(shop, placed(id, 1), placed(id, 2));
    await waitFor(async () => (await totalOf(id)) === 2);
    const pages = store.get(OwnerPages);
    const factsAfter = pages.factsAfter.bind(pages);
    const fetched = jest.spyOn(pages, 'factsAfter').mockImplementation(async (...args) => {
      const facts = await factsAfter(...args);
      fetched.mockRestore();
      await world.record(shop, placed(id, 3));
      await waitFor(async () => (await totalOf(id)) === 3);
      return facts;
    });

    await read('rebuild', 'shop.order');

    expect(await totalOf(id)).toBe(3);
  });

  it('ends though its owner has fewer facts than came from it', async () => {
    const id = uuidv7();
    await world.record(shop, placed(id, 1), placed(id, 2));
    await waitFor(async () => (await totalOf(id)) === 2);
    await rows('UPDATE positions SET sequence = 3 WHERE aggregate_id = $1', id);
    await rows('DELETE FROM totals WHERE id = $1', id);

    await read('rebuild', 'shop.order');

    expect(await totalOf(id)).toBe(2);
  });

  it('holds the history of one aggregate at a time', async () => {
    for (const id of [uuidv7(), uuidv7(), uuidv7()]) await world.record(shop, placed(id));
    const fetched = jest.spyOn(store.get(OwnerPages), 'factsAfter');
    const applied = jest.spyOn(store.get(EventApplier), 'reapplyFacts');

    await read('rebuild', 'shop.order');

    const steps = [
      ...fetched.mock.invocationCallOrder.map((at) => ({ at, step: 'fetch' })),
      ...applied.mock.invocationCallOrder.map((at) => ({ at, step: 'apply' })),
    ].sort((one, other) => one.at - other.at);
    expect(steps.length).toBeGreaterThanOrEqual(6);
    expect(steps.map(({ step }) => step)).toEqual(steps.map((_, index) => (index % 2 === 0 ? 'fetch' : 'apply')));
  });
});

describe('a rebuild of a replica', () => {
  it('hands on as news what is newer than what is here', async () => {
    const [newer, same] = [uuidv7(), uuidv7()];
    const sql = `INSERT INTO positions (kind, aggregate, aggregate_id, epoch, sequence, applied)
      VALUES ('state', 'shop.customer', $1, 1, 1, 1)`;
    for (const id of [newer, same]) {
      await rows(sql, id);
      const version = id === newer ? 2 : 1;
      await world.shopData.dataSource.query(`INSERT INTO customers VALUES ($1, $2, 'Dana')`, [id, version]);
    }

    await read('rebuild', 'shop.customer.v1');

    expect(await rows('SELECT id FROM known_customers WHERE id = ANY ($1) ORDER BY 1', [newer, same])).toHaveLength(2);
    expect(await world.seen(newer)).toHaveLength(1);
    expect(await world.seen(same)).toEqual([]);
  });

  it.each(['compare', 'rebuild'] as const)('removes many rows that are gone at their owner (%s)', async (kind) => {
    const strays = `INSERT INTO positions (kind, aggregate, aggregate_id, epoch, sequence, applied)
      SELECT 'state', 'shop.customer', gen_random_uuid(), 1, 1, 1 FROM generate_series(1, 450)`;
    await rows(strays);
    await rows(`INSERT INTO known_customers SELECT aggregate_id::uuid, 'gone' FROM positions
      WHERE kind = 'state' AND sequence = 1 ON CONFLICT DO NOTHING`);

    const { removed } = await read(kind, 'shop.customer.v1');

    expect(removed).toBe(450);
    expect(await rows(`SELECT 1 FROM known_customers WHERE name = 'gone'`)).toEqual([]);
  });
});

describe('what owners say', () => {
  it('is taken in by batches, however much it is', async () => {
    const id = uuidv7();
    await world.record(shop, ...Array.from({ length: 700 }, (_, index) => placed(id, index)));
    await waitFor(async () => (await totalOf(id)) === 699, { timeoutMs: 20_000 });
    await rows('UPDATE positions SET sequence = 0, applied = 0 WHERE aggregate_id = $1', id);
    const taken = jest.spyOn(store.get(EventIntake), 'process');

    await read('compare', 'shop.order');

    const [position] = await world.rows('positions', id);
    expect(position).toMatchObject({ sequence: '700' });
    expect(Math.max(...taken.mock.calls.map(([deliveries]) => deliveries.length))).toBeLessThanOrEqual(128);
  });
});
