import type { EventOf } from '@app/contracts';
import { waitFor } from '@app/testing';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { OnEvent, OwnerReads, Tx } from '../../src/index.js';
import { OrderShippedV1, placed, shipped, StoreConsumer } from '../shop.js';
import { ShopInternal } from '../shop-internal.js';
import { World } from '../world.js';

/** What the newer version of the store handles, and the older one does not. */
@Controller()
class ShippingConsumer {
  @OnEvent(OrderShippedV1)
  async noteShipment(@Payload() event: EventOf<typeof OrderShippedV1>, @Tx() tx: EntityManager): Promise<void> {
    const sql = `INSERT INTO seen (type, subject, sequence, data) VALUES ($1, $2, $3, '{}')`;
    await tx.query(sql, [event.type, event.subject, event.sequence]);
  }
}

let world: World;
let shop: NestFastifyApplication;
let ofNewer: DataSource;

beforeAll(async () => {
  world = await World.create();
  shop = await world.start('shop', { controllers: [ShopInternal] });
  await shop.listen(0, '127.0.0.1');
  ofNewer = await new DataSource(world.storeData.dataSource.options).initialize();
});

afterAll(async () => {
  await world?.end();
  await ofNewer?.destroy();
});

describe('an older version of a service that runs beside a newer one', () => {
  it('passes over nothing that only the newer one handles', async () => {
    const serviceUrls = { shop: await shop.getUrl() };
    const early = uuidv7();
    await world.start('store', { serviceUrls });
    await world.record(shop, placed(early), shipped(early), placed(early));
    await world.waitForSequences(early, [1, 3]);

    const controllers = [StoreConsumer, ShippingConsumer];
    const newer = await world.start('store', { serviceUrls, controllers, dataSource: ofNewer });
    await world.waitForSequences(early, [1, 3, 2], 15_000);
    await waitFor(async () => (await newer.get(OwnerReads).open()).length === 0);
    // The broker gives each to one of the two.
    const ids = Array.from({ length: 20 }, () => uuidv7());
    for (const id of ids) await world.record(shop, placed(id), shipped(id), placed(id));

    for (const id of ids) await world.waitForSequences(id, [1, 2, 3], 15_000);
  });
});
