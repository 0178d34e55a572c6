import { waitFor } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { BrokerAdmin } from '../broker-admin.js';
import { expectConverged } from '../convergence.js';
import { World } from '../world.js';

let world: World;
let admin: BrokerAdmin;

beforeEach(async () => {
  world = await World.create();
  admin = await BrokerAdmin.of(world.broker);
});

afterEach(async () => {
  await admin?.close();
  await world?.end();
});

describe('a publisher that dies when the broker has a fact and its outbox does not know', () => {
  it('publishes it again, and the broker takes the second copy for what it is', async () => {
    const id = await publishedAndForgotten();

    await world.startProcess('shop');

    await waitFor(async () => (await unpublished()) === 0, { timeoutMs: 10_000 });
    expect((await admin.stored('EVENTS', id)).map(({ event }) => event.sequence)).toEqual([1, 2]);
  });

  it('publishes it again after the broker has forgotten it, and the consumer does nothing twice', async () => {
    await admin.forgetMessageIdsAfter(100);
    await world.startProcess('store');
    const id = await publishedAndForgotten();
    await world.waitForSequences(id, [1, 2]);

    const shop = await world.startProcess('shop');
    await waitFor(async () => (await unpublished()) === 0, { timeoutMs: 10_000 });
    await shop.order(id);

    await world.waitForSequences(id, [1, 2, 3], 10_000);
    const copies = (await admin.stored('EVENTS', id)).map(({ event }) => event.sequence);
    expect(copies).toEqual([1, 2, 1, 2, 3]);
    await expectConverged(world);
  });
});

async function publishedAndForgotten(): Promise<string> {
  const id = uuidv7();
  const dying = await world.startProcess('shop', { failPoint: 'after-publish:1' });
  await dying.order(id, { count: 2 }).catch(() => {});
  expect((await dying.process.exited).signal).toBe('SIGKILL');
  expect(await unpublished()).toBe(2);
  return id;
}

async function unpublished(): Promise<number> {
  const [row] = await world.shopData.dataSource.query('SELECT count(*)::int AS count FROM outbox');
  return row.count;
}
