import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 as uuidv7 } from 'uuid';
import { MessagingStatus, Outbox } from '../../src/index.js';
import { comparedAfterStart } from '../compared-after-start.js';
import { expectConverged } from '../convergence.js';
import { CustomerStateV1, placed } from '../shop.js';
import { ShopInternal } from '../shop-internal.js';
import { World } from '../world.js';

let world: World;
let shop: NestFastifyApplication;

beforeEach(async () => {
  world = await World.create();
  shop = await world.start('shop', { controllers: [ShopInternal], reconcileMs: 500 });
  await shop.listen(0, '127.0.0.1');
});

afterEach(() => world?.end());

describe('a flipped bit in a file of the stopped broker', () => {
  it.each([
    ['a fact with others behind it', 'EVENTS', (ids: Ids) => `"subject":"${ids.order}","time"`],
    ['the last fact of its aggregate', 'EVENTS', (ids: Ids) => `"subject":"${ids.single}"`],
    ['a state', 'STATE', (ids: Ids) => `"subject":"${ids.customer}"`],
  ])('in %s costs no consumer anything', async (_what, stream, textOf) => {
    const ids = { order: uuidv7(), single: uuidv7(), customer: uuidv7() };
    await leaveAfterFirstStart();
    for (let count = 0; count < 5; count++) await world.record(shop, placed(ids.order));
    await world.record(shop, placed(ids.single));
    await addCustomer(ids.customer);
    await waitFor(async () => (await shop.get(MessagingStatus).read()).outbox === 0);

    await world.broker.stopServer();
    flipBit(stream, textOf(ids));
    await world.broker.start();
    await startStore();

    await expectConverged(world, { timeoutMs: 15_000 });
  });
});

async function startStore(): Promise<NestFastifyApplication> {
  return world.start('store', { serviceUrls: { shop: await shop.getUrl() }, retry: { gapMs: 500 } });
}

/** A store that is new reads all from the owner, and compares all once a day, whatever the broker has. */
async function leaveAfterFirstStart(): Promise<void> {
  const store = await startStore();
  const unread = `SELECT (SELECT count(*) FROM owner_reads WHERE state = 'open') + (SELECT 1 - sign(count(*)) FROM owner_reads)`;
  await waitFor(async () => Number((await world.storeData.dataSource.query(`${unread} AS count`))[0].count) === 0);
  await comparedAfterStart(store);
  await world.stop(store);
}

interface Ids {
  order: string;
  single: string;
  customer: string;
}

async function addCustomer(id: string): Promise<void> {
  await world.shopData.dataSource.transaction(async (tx) => {
    await tx.query(`INSERT INTO customers VALUES ($1, 1, 'Aigerim')`, [id]);
    await shop.get(Outbox).addState(tx, CustomerStateV1, id);
  });
}

/** In the first message with this text. */
function flipBit(stream: string, text: string): void {
  const [block] = globSync(join(world.broker['directory'], `jetstream/**/${stream}/msgs/*.blk`));
  const bytes = readFileSync(block!);
  const place = bytes.indexOf(text) + 15;
  if (place < 15) throw new Error(`${block} has no message with ${text}`);
  bytes[place] = bytes[place]! ^ 1;
  writeFileSync(block!, bytes);
}
