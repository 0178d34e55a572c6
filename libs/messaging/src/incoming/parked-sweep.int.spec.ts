import { waitFor } from '@app/testing';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { CustomerStateV1, OrderPlacedV1, OrderTooLarge, trouble } from '../../test/shop.js';
import { eventOf, World } from '../../test/world.js';
import { DeadLetters } from './dead-letters.js';
import { ParkedSweep } from './parked-sweep.js';

/** More than one round looks at without an order. */
const UNMOVABLE = 300;

let world: World;

beforeAll(async () => {
  world = await World.create();
});

afterAll(() => world?.end());

describe('the sweep of parked events', () => {
  it('does nothing until it is known what an older version has passed over', async () => {
    const [id, customerId] = [uuidv7(), uuidv7()];
    const earlier = await world.start('store');
    await parkedBehind(id, customerId);
    await world.stop(earlier);
    await world.storeData.dataSource.query(`INSERT INTO known_customers VALUES ($1, 'Aigerim')`, [customerId]);
    await makeDue(id);

    const planning = await lockPlanning();
    const store = await world.start('store');
    await store.get(ParkedSweep).sweep();
    const early = await world.seen(id);
    await planning.end();

    expect(early).toEqual([]);
    await world.waitForSequences(id, [1]);
    await world.stop(store);
  });

  it('lets a fact that waited for something else before wait for its row as long as any other', async () => {
    const [id, customerId] = [uuidv7(), uuidv7()];
    const store = await world.start('store');
    trouble.set(id, () => {
      throw new OrderTooLarge('too large');
    });
    await world.publish(eventOf(OrderPlacedV1, id, 1));
    await world.publish(eventOf(OrderPlacedV1, id, 2, { data: { total: 1, customerId } }));
    await waitFor(async () => (await world.rows('parked', id)).length === 1);
    await world.storeData.dataSource.query(`UPDATE parked SET since = since - interval '2 hours'`);
    trouble.delete(id);

    const [letter] = await store.get(DeadLetters).list();
    await store.get(DeadLetters).redrive(letter!.id, 'operator');
    await waitFor(async () => (await world.rows<{ reason: string }>('parked', id))[0]?.reason === 'replica');
    await store.get(ParkedSweep).sweep();

    expect(await store.get(DeadLetters).list()).toEqual([]);
    await world.publish(eventOf(CustomerStateV1, customerId, 1));
    await world.waitForSequences(id, [1, 2]);
    await world.stop(store);
  });

  it('comes to those whose turn has come, however many others it cannot help', async () => {
    const [id, customerId] = [uuidv7(), uuidv7()];
    const store = await world.start('store');
    await parkedBehind(id, customerId);
    await world.storeData.dataSource.query(`INSERT INTO known_customers VALUES ($1, 'Aigerim')`, [customerId]);
    await parkUnmovable();
    await makeDue(id);

    await store.get(ParkedSweep).sweep();

    expect(await world.seen(id)).toMatchObject([{ sequence: 1 }]);
    await world.stop(store);
  });
});

async function parkedBehind(id: string, customerId: string): Promise<void> {
  await world.publish(eventOf(OrderPlacedV1, id, 1, { data: { total: 1, customerId } }));
  await waitFor(async () => (await world.rows<{ reason: string }>('parked', id))[0]?.reason === 'replica');
}

async function makeDue(id: string): Promise<void> {
  await world.storeData.dataSource.query('UPDATE parked SET next_try_at = now() WHERE aggregate_id = $1', [id]);
}

/** Rows whose turn seems to have come each time, and of which nothing can be made. */
async function parkUnmovable(): Promise<void> {
  const { dataSource } = world.storeData;
  await dataSource.query(
    `INSERT INTO positions (kind, aggregate, aggregate_id)
      SELECT 'fact', 'shop.order', 'broken-' || n FROM generate_series(1, $1::int) AS n`,
    [UNMOVABLE],
  );
  await dataSource.query(
    `INSERT INTO parked (kind, aggregate, aggregate_id, epoch, sequence, event, reason, next_try_at)
      SELECT 'fact', 'shop.order', 'broken-' || n, 1, 1, '{}', 'gap', now() - interval '1 minute'
      FROM generate_series(1, $1::int) AS n`,
    [UNMOVABLE],
  );
}

/** Keeps a service that starts from planning until the connection ends. */
async function lockPlanning(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: world.storeData.url });
  await client.connect();
  await client.query(`SELECT pg_advisory_lock(hashtext('tulga:owner-reads'))`);
  return client;
}
