import { waitFor } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 as uuidv7 } from 'uuid';
import { Outbox } from '../../src/index.js';
import { comparedAfterStart } from '../compared-after-start.js';
import { expectConverged } from '../convergence.js';
import { CustomerStateV1 } from '../shop.js';
import { ShopInternal } from '../shop-internal.js';
import { World } from '../world.js';

let world: World;
let shop: NestFastifyApplication;

beforeAll(async () => {
  world = await World.create();
  shop = await world.start('shop', { controllers: [ShopInternal] });
  await shop.listen(0, '127.0.0.1');
});

afterAll(() => world?.end());

describe('an owner that goes on from a backup', () => {
  it('is compared with by those that run on: rows that it has forgotten go', async () => {
    const [kept, forgotten] = [uuidv7(), uuidv7()];
    const store = await world.start('store', { serviceUrls: { shop: await shop.getUrl() } });
    await save(kept, 'kept', 4);
    await save(forgotten, 'forgotten', 1);
    await expectConverged(world);
    await comparedAfterStart(store);

    await world.shopData.dataSource.query('DELETE FROM customers WHERE id = $1', [forgotten]);
    await world.shopData.dataSource.query('UPDATE messaging_state SET epoch = epoch + 1');
    await save(kept, 'restored', 2);

    const names = () => world.storeData.dataSource.query('SELECT name FROM known_customers');
    const isLikeOwner = async () => JSON.stringify(await names()) === JSON.stringify([{ name: 'restored' }]);
    await waitFor(isLikeOwner, { timeoutMs: 20_000 });
    await expectConverged(world);
  });
});

async function save(id: string, name: string, version: number): Promise<void> {
  await world.shopData.dataSource.transaction(async (tx) => {
    const sql = `INSERT INTO customers VALUES ($1, $2, $3)
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name`;
    await tx.query(sql, [id, version, name]);
    await shop.get(Outbox).addState(tx, CustomerStateV1, id);
  });
}
