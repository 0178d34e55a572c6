import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testRun, waitFor, type TempDatabase } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 as uuidv7 } from 'uuid';
import { MessagingStatus, Outbox, OwnerReads } from '../../libs/messaging/src/index.js';
import { CustomerStateV1, placed } from '../../libs/messaging/test/shop.js';
import { ShopInternal } from '../../libs/messaging/test/shop-internal.js';
import { World } from '../../libs/messaging/test/world.js';
import { backUpDatabase } from './back-up-database.ts';
import { restoreDatabase } from './restore-database.ts';

const { postgresUrl } = testRun();

let world: World;
let shop: NestFastifyApplication;
let store: NestFastifyApplication;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tulga-rehearsal-'));
  world = await World.create();
  await startShop();
  await startStore();
});

afterEach(async () => {
  await world?.end();
  rmSync(folder, { recursive: true });
});

async function startShop(): Promise<void> {
  shop = await world.start('shop', { controllers: [ShopInternal] });
  await shop.listen(0, '127.0.0.1');
}

async function startStore(): Promise<void> {
  store = await world.start('store', { serviceUrls: { shop: await shop.getUrl() }, retry: { gapMs: 300 } });
}

const backUp = (service: string, { name: database }: TempDatabase) =>
  backUpDatabase(postgresUrl, { service, database }, folder);

/** The disaster: the service ends, and its database is what it was at the backup. */
async function restore(app: NestFastifyApplication, service: string, database: TempDatabase): Promise<void> {
  await world.stop(app);
  await database.dataSource.destroy();
  await restoreDatabase(postgresUrl, join(folder, service));
  await database.dataSource.initialize();
}

async function saveCustomer(id: string, name: string, version: number): Promise<void> {
  await world.shopData.dataSource.transaction(async (tx) => {
    const sql = `INSERT INTO customers VALUES ($1, $2, $3)
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name`;
    await tx.query(sql, [id, version, name]);
    await shop.get(Outbox).addState(tx, CustomerStateV1, id);
  });
}

const nameOf = async (id: string): Promise<string | undefined> =>
  (await world.storeData.dataSource.query('SELECT name FROM known_customers WHERE id = $1', [id]))[0]?.name;

const totals = async (id: string) => (await world.seen(id)).map(({ data }) => (data as { total: number }).total);

async function expectNothingWrong(): Promise<void> {
  await waitFor(async () => (await store.get(MessagingStatus).read()).pending === 0);
  const figures = await store.get(MessagingStatus).read();
  expect(figures).toMatchObject({ parked: 0, deadLetters: 0, doubles: 0 });
}

describe('an owner that is restored', () => {
  it('goes on from the backup: what it publishes since is news to everybody', async () => {
    const [order, untouched, customer] = [uuidv7(), uuidv7(), uuidv7()];
    await world.record(shop, placed(order, 1), placed(order, 2), placed(untouched, 1));
    await saveCustomer(customer, 'Айгерім', 1);
    await world.waitForSequences(order, [1, 2]);
    await backUp('shop', world.shopData);
    await world.record(shop, placed(order, 3), placed(order, 4));
    await saveCustomer(customer, 'Айгерім Lost', 2);
    await world.waitForSequences(order, [1, 2, 3, 4]);
    await waitFor(async () => (await nameOf(customer)) === 'Айгерім Lost');

    await restore(shop, 'shop', world.shopData);
    await world.stop(store);
    await startShop();
    await startStore();
    const later = uuidv7();
    await world.record(shop, placed(order, 30), placed(untouched, 20), placed(later, 10));
    await world.record(shop, placed(order, 40));

    await waitFor(async () => (await totals(order)).join() === '1,2,3,4,30,40', { timeoutMs: 15_000 });
    await world.waitForSequences(untouched, [1, 2], 15_000);
    await world.waitForSequences(later, [1], 15_000);
    // Nothing changed it since, and still its owner's word counts again.
    await waitFor(async () => (await nameOf(customer)) === 'Айгерім', { timeoutMs: 15_000 });
    await expectNothingWrong();
  });

  it('is believed in a comparison also about what it has forgotten', async () => {
    const [kept, forgotten] = [uuidv7(), uuidv7()];
    await saveCustomer(kept, 'Ғалия', 1);
    await backUp('shop', world.shopData);
    await saveCustomer(forgotten, 'Дана', 1);
    await waitFor(async () => (await nameOf(kept)) && (await nameOf(forgotten)));

    await restore(shop, 'shop', world.shopData);
    await world.stop(store);
    await startShop();
    await startStore();
    await store.get(OwnerReads).request('compare', 'shop.customer.v1', 'operator');

    await waitFor(async () => (await nameOf(forgotten)) === undefined, { timeoutMs: 15_000 });
    expect(await nameOf(kept)).toBe('Ғалия');
  });
});

describe('a consumer that is restored', () => {
  it('catches up with what it had acknowledged already, each fact once and in order', async () => {
    const [order, later, customer] = [uuidv7(), uuidv7(), uuidv7()];
    await world.record(shop, placed(order, 1));
    await saveCustomer(customer, 'Айгерім', 1);
    await world.waitForSequences(order, [1]);
    await waitFor(async () => (await nameOf(customer)) === 'Айгерім');
    await backUp('store', world.storeData);
    await world.record(shop, placed(order, 2), placed(later, 1), placed(order, 3));
    await saveCustomer(customer, 'Айгерім Ә.', 2);
    await world.waitForSequences(order, [1, 2, 3]);
    await world.waitForSequences(later, [1]);
    await waitFor(async () => (await nameOf(customer)) === 'Айгерім Ә.');

    await restore(store, 'store', world.storeData);
    expect(await totals(order)).toEqual([1]);
    await world.record(shop, placed(order, 4));
    await startStore();

    await world.waitForSequences(order, [1, 2, 3, 4], 15_000);
    await world.waitForSequences(later, [1], 15_000);
    await waitFor(async () => (await nameOf(customer)) === 'Айгерім Ә.', { timeoutMs: 15_000 });
    await expectNothingWrong();
  });
});
