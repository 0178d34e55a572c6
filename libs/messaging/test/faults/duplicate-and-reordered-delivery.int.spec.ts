import { SeededRandom, waitFor } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { CustomerStateV1, OrderPlacedV1 } from '../shop.js';
import { eventOf, World } from '../world.js';

const facts = Array.from({ length: 12 }, (_, place) => place + 1);
let world: World;

beforeAll(async () => {
  world = await World.create();
  await Promise.all([world.startProcess('store'), world.startProcess('store')]);
});

afterAll(() => world?.end());

describe('a history that is delivered in any order and partly twice, to two replicas', () => {
  it('is handled once and in order, and the newest state wins', async () => {
    const random = new SeededRandom('order of delivery');
    const [ids, customerId] = [Array.from({ length: 5 }, () => uuidv7()), uuidv7()];
    const history = [
      ...ids.flatMap((id) => facts.map((sequence) => eventOf(OrderPlacedV1, id, sequence))),
      ...facts.map((version) => eventOf(CustomerStateV1, customerId, version, { data: { name: `name ${version}` } })),
    ];

    await world.publish(...random.shuffled([...history, ...random.shuffled(history).slice(0, 20)]));

    for (const id of ids) await world.waitForSequences(id, facts, 15_000);
    await waitFor(async () => (await known(customerId)) === 'name 12');
    const versions = (await world.seen(customerId)).map(({ sequence }) => sequence);
    expect(versions).toEqual([...new Set(versions)].toSorted((one, other) => one - other));
    for (const id of ids) {
      expect(await world.rows('positions', id)).toMatchObject([{ sequence: '12', applied: '12' }]);
      expect(await world.rows('dead_letters', id)).toEqual([]);
    }
  });
});

async function known(customerId: string): Promise<string | undefined> {
  const sql = 'SELECT name FROM known_customers WHERE id = $1';
  return (await world.storeData.dataSource.query(sql, [customerId]))[0]?.name;
}
