import { waitFor } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { OrderPlacedV1, trouble } from '../../test/shop.js';
import { eventOf, World } from '../../test/world.js';

let world: World;

beforeAll(async () => {
  world = await World.create();
  await world.start('store');
});

afterAll(() => world?.end());

describe('the first event of an owner that was restored from a backup', () => {
  it('asks for the comparison though its transaction fails the first time', async () => {
    const [before, after] = [uuidv7(), uuidv7()];
    await world.publish(eventOf(OrderPlacedV1, before, 1));
    await world.waitForSequences(before, [1]);
    let attempts = 0;
    trouble.set(after, () => {
      attempts += 1;
      if (attempts === 1) throw Object.assign(new Error('could not serialize access'), { code: '40001' });
    });

    await world.publish(eventOf(OrderPlacedV1, after, 1, { epoch: 2 }));
    await world.waitForSequences(after, [1]);

    const sql = `SELECT name FROM owner_reads WHERE kind = 'compare' AND requested_by = 'restore of the owner'`;
    await waitFor(async () => (await world.storeData.dataSource.query(sql)).length === 1);
    expect(attempts).toBe(2);
  });
});
