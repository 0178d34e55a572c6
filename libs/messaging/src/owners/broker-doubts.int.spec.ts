import { waitFor } from '@app/testing';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { comparedAfterStart } from '../../test/compared-after-start.js';
import { ShopInternal } from '../../test/shop-internal.js';
import { World } from '../../test/world.js';
import { BrokerConnection } from '../broker/broker-connection.js';
import { CaughtUp } from '../status/caught-up.js';
import { OwnerReads, type OwnerRead } from './owner-reads.js';

const remembered = new Date('2026-03-01T09:30:00Z');
const inDoubtSince = new Date('2026-03-01T09:20:00Z');
let world: World;
let store: NestFastifyApplication;
let serviceUrls: Record<string, string>;

beforeAll(async () => {
  world = await World.create();
  const shop = await world.start('shop', { controllers: [ShopInternal] });
  await shop.listen(0, '127.0.0.1');
  serviceUrls = { shop: await shop.getUrl() };
});

beforeEach(async () => {
  await rows('DELETE FROM owner_reads');
  store = await world.start('store', { serviceUrls });
  await comparedAfterStart(store);
  await rows('UPDATE messaging_state SET caught_up_at = $1', remembered);
});

afterAll(() => world?.end());

const rows = (sql: string, ...values: unknown[]) => world.storeData.dataSource.query(sql, values);
const caughtUpAt = async (): Promise<Date> => (await rows('SELECT caught_up_at AS at FROM messaging_state'))[0].at;

async function comparisonOfFacts(why: string): Promise<OwnerRead> {
  const isIt = ({ name, requestedBy }: OwnerRead) => name === 'shop.order' && requestedBy === why;
  return waitFor(async () => (await store.get(OwnerReads).list()).find(isIt), { timeoutMs: 15_000 });
}

/** The broker stops and comes back, and the store has heard of it. */
async function restartBroker(): Promise<void> {
  const isBack = new Promise<void>((resolve) => store.get(BrokerConnection).onReconnect(resolve));
  await world.broker.kill();
  await world.broker.start();
  await isBack;
}

describe('a broker that comes back while the database is of no help', () => {
  it('is in doubt until the comparison is put down', async () => {
    const isGivenUp = saidOnce('not compared');
    await rows('ALTER TABLE messaging_state RENAME TO away');
    await restartBroker();
    await isGivenUp;

    await rows('ALTER TABLE away RENAME TO messaging_state');

    expect((await comparisonOfFacts('reconnect')).since).toEqual(inDoubtSince);
    await world.stop(store);
  });

  it('is in doubt for the next process, too, when this one ends before', async () => {
    await restartBroker();
    const back = Date.now();
    await waitFor(() => Number(store.get(CaughtUp).factsAt) > back, { timeoutMs: 10_000 });

    await world.stop(store);

    expect(await caughtUpAt()).toEqual(remembered);
  });
});

describe('facts of the whole log', () => {
  it('are compared once a day, though no process lives that long', async () => {
    await rows(`UPDATE owner_reads SET finished_at = now() - interval '25 hours'`);
    await world.stop(store);

    store = await world.start('store', { serviceUrls });

    const isWhole = async () =>
      (await store.get(OwnerReads).list()).some(
        ({ name, since, finishedAt }) => name === 'shop.order' && !since && Number(finishedAt) > Date.now() - 60_000,
      );
    await waitFor(isWhole, { timeoutMs: 15_000 });
    await world.stop(store);
  });

  it('are not compared again within the day', async () => {
    await world.stop(store);
    await rows(`UPDATE messaging_state SET caught_up_at = $1`, remembered);
    await rows(`UPDATE owner_reads SET requested_by = 'before'`);

    store = await world.start('store', { serviceUrls });
    await comparedAfterStart(store);

    expect((await comparisonOfFacts('start')).since).toEqual(inDoubtSince);
    await world.stop(store);
  });
});

/** Until a warning with this text was logged. */
function saidOnce(text: string): Promise<void> {
  return new Promise((resolve) => {
    const said = jest.spyOn(Logger.prototype, 'warn').mockImplementation((message: unknown) => {
      if (!String(message).includes(text)) return;
      said.mockRestore();
      resolve();
    });
  });
}
