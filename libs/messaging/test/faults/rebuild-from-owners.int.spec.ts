import { defineFact, newEvent, type EventOf } from '@app/contracts';
import { waitFor } from '@app/testing';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { IsRebuild, OnEvent, Outbox, OwnerReads, Tx } from '../../src/index.js';
import { CustomerStateV1, OrderPlacedV1, placed } from '../shop.js';
import { ShopInternal } from '../shop-internal.js';
import { World } from '../world.js';

const ReceiptSentV1 = defineFact('store.receipt.sent.v1', { audience: 'internal' }, {});

/** Keeps what orders say, and names of customers; sends a receipt for each order. */
@Controller()
class Bookkeeping {
  constructor(private readonly outbox: Outbox) {}

  @OnEvent(OrderPlacedV1, { isProjection: true })
  async keepOrder(
    @Payload() { type, subject, sequence }: EventOf<typeof OrderPlacedV1>,
    @Tx() tx: EntityManager,
    @IsRebuild() isRebuild: boolean,
  ): Promise<void> {
    await tx.query('DELETE FROM seen WHERE subject = $1 AND sequence = $2', [subject, sequence]);
    await tx.query('INSERT INTO seen (type, subject, sequence) VALUES ($1, $2, $3)', [type, subject, sequence]);
    const receipt = newEvent(ReceiptSentV1, { id: uuidv7(), organizationId: subject }, {});
    if (!isRebuild) await this.outbox.add(tx, receipt);
  }

  @OnEvent(CustomerStateV1)
  async keepCustomer(@Payload() { subject, data }: EventOf<typeof CustomerStateV1>, @Tx() tx: EntityManager) {
    const sql = 'INSERT INTO known_customers VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name';
    await tx.query(sql, [subject, data.name]);
  }
}

let world: World;
let shop: NestFastifyApplication;
let store: NestFastifyApplication;

beforeAll(async () => {
  world = await World.create();
  shop = await world.start('shop', { controllers: [ShopInternal] });
  await shop.listen(0, '127.0.0.1');
  store = await world.start('store', { controllers: [Bookkeeping], serviceUrls: { shop: await shop.getUrl() } });
});

afterAll(() => world?.end());

describe('a replica and a projection that are empty and damaged', () => {
  it('are made anew from their owner, and nothing that followed from the events once follows again', async () => {
    const ids = Array.from({ length: 5 }, () => uuidv7());
    for (const id of ids) {
      await addCustomer(id);
      await world.record(shop, placed(id), placed(id), placed(id));
    }
    await waitFor(async () => (await kept()).length === 3 * ids.length + ids.length);
    const [before, receipts] = [await kept(), await sent()];

    await world.storeData.dataSource.query(`TRUNCATE seen; UPDATE known_customers SET name = 'Damaged'`);
    await world.storeData.dataSource.query('DELETE FROM known_customers WHERE id = $1', [ids[0]]);
    for (const name of ['shop.customer.v1', 'shop.order'])
      await store.get(OwnerReads).request('rebuild', name, 'operator');
    await waitFor(async () => (await store.get(OwnerReads).open()).length === 0, { timeoutMs: 10_000 });

    expect(await kept()).toEqual(before);
    expect(await sent()).toBe(receipts);
    expect(receipts).toBe(3 * ids.length);
  });
});

async function addCustomer(id: string): Promise<void> {
  await world.shopData.dataSource.transaction(async (tx) => {
    await tx.query(`INSERT INTO customers VALUES ($1, 1, 'Aigerim')`, [id]);
    await shop.get(Outbox).addState(tx, CustomerStateV1, id);
  });
}

async function kept(): Promise<unknown[]> {
  const { dataSource } = world.storeData;
  return [
    ...(await dataSource.query('SELECT subject, sequence FROM seen ORDER BY 1, 2')),
    ...(await dataSource.query('SELECT id, name FROM known_customers ORDER BY 1')),
  ];
}

async function sent(): Promise<number> {
  const [row] = await world.storeData.dataSource.query('SELECT count(*)::int AS count FROM event_log');
  return row.count;
}
