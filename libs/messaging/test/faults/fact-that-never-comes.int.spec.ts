import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 as uuidv7 } from 'uuid';
import { Outbox } from '../../src/index.js';
import { comparedAfterStart } from '../compared-after-start.js';
import { expectConverged } from '../convergence.js';
import { placed } from '../shop.js';
import { ShopInternal } from '../shop-internal.js';
import { World } from '../world.js';

let world: World;
let shop: NestFastifyApplication;
let store: NestFastifyApplication;

beforeAll(async () => {
  world = await World.create();
  shop = await world.start('shop', { controllers: [ShopInternal] });
  await shop.listen(0, '127.0.0.1');
  store = await world.start('store', { serviceUrls: { shop: await shop.getUrl() }, retry: { gapMs: 300 } });
});

afterAll(() => world?.end());

describe('a fact that a broker that was never away does not bring', () => {
  it('is fetched from its owner once a later one shows that it is missing', async () => {
    const id = uuidv7();
    // What is compared after the start cannot know of it.
    await comparedAfterStart(store);
    await recordUnpublished(id);

    await world.record(shop, placed(id));

    await world.waitForSequences(id, [1, 2, 3], 20_000);
    await expectConverged(world);
  });
});

/** Two facts of which nobody will ever tell the broker. */
async function recordUnpublished(id: string): Promise<void> {
  await world.shopData.dataSource.transaction(async (tx) => {
    await shop.get(Outbox).add(tx, placed(id), placed(id));
    await shop.get(Outbox).flush(tx);
    await tx.query('DELETE FROM outbox');
  });
}
