import { SeededRandom, waitFor } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { BrokerAdmin } from '../broker-admin.js';
import { expectConverged } from '../convergence.js';
import { World } from '../world.js';

let world: World;
let admin: BrokerAdmin;

beforeAll(async () => {
  world = await World.create({ allowDeletes: true });
  admin = await BrokerAdmin.of(world.broker);
});

afterAll(async () => {
  await admin?.close();
  await world?.end();
});

describe('a stream that has lost a random tenth of its messages', () => {
  it('has them again, and who had not read them is like the owner within a minute, without an operator', async () => {
    const random = new SeededRandom('lost messages');
    const ids = Array.from({ length: 10 }, () => uuidv7());
    const customers = Array.from({ length: 40 }, () => uuidv7());
    // The first orders are handled, the others are not yet when they are lost.
    const shop = await world.startProcess('shop', { reconcileMs: 1000 });
    const earlier = await world.startProcess('store');
    for (const id of ids) await shop.order(id, { count: 5 });
    await expectConverged(world);
    await earlier.process.stop();
    for (const id of ids) await shop.order(id, { count: 10 });
    for (const id of customers) await shop.customer(id, `customer ${id}`);
    await waitFor(async () => (await shop.status()).outbox === 0);

    const lost = await loseATenth(random);
    await world.startProcess('store');

    // What the shop cannot be asked for, since nobody knows its address, only the stream can bring.
    await expectConverged(world, { timeoutMs: 60_000 });
    const there = await identities();
    for (const event of lost) expect(there).toContain(event);
  }, 90_000);
});

/** Deletes a tenth of each stream, at its end too. Gives what was lost. */
async function loseATenth(random: SeededRandom): Promise<string[]> {
  const lost: string[] = [];
  for (const stream of ['EVENTS', 'STATE'] as const) {
    const all = await admin.all(stream);
    const chosen = random.shuffled(all.slice(0, -1)).slice(0, all.length / 10);
    for (const { place, event } of [...chosen, all.at(-1)!]) {
      await admin.delete(stream, place);
      lost.push(`${event.subject} ${event.sequence}`);
    }
  }
  return lost;
}

async function identities(): Promise<string[]> {
  const all = [...(await admin.all('EVENTS')), ...(await admin.all('STATE'))];
  return all.map(({ event }) => `${event.subject} ${event.sequence}`);
}
