import { waitFor } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 as uuidv7 } from 'uuid';
import { CustomerStateV1 } from '../../test/shop.js';
import { eventOf, World } from '../../test/world.js';
import { DeadLetters, type DeadLetter } from './dead-letters.js';
import { MessagingStatus } from '../status/messaging-status.js';

const ATTEMPTS = 3;

let world: World;
let store: NestFastifyApplication;

beforeAll(async () => {
  world = await World.create();
  store = await world.start('store', { retry: { firstMs: 10, attempts: ATTEMPTS } });
  await world.storeData.dataSource.query(`ALTER TABLE known_customers ADD CHECK (name <> 'Refused')`);
});

afterAll(() => world?.end());

describe('a state that its handler refuses', () => {
  it('has one dead letter, however often its owner says it again', async () => {
    const id = uuidv7();

    for (const attempts of [1, 2, 3].map((times) => times * ATTEMPTS)) {
      await world.publish(refused(id, 1));
      await waitFor(async () => (await lettersOf(id))[0]?.attempts === attempts);
    }

    expect(await lettersOf(id)).toMatchObject([{ sequence: 1, code: 'handler-failed' }]);
  });

  it('has the newest version of it in its dead letter, which was tried as often as the first one', async () => {
    const id = uuidv7();
    await world.publish(refused(id, 1));
    await waitFor(async () => (await lettersOf(id)).length === 1);
    expect(await world.rows('positions', id)).toMatchObject([{ attempts: 0 }]);

    const newer = refused(id, 3);
    await world.publish(newer);
    await waitFor(async () => (await lettersOf(id))[0]?.sequence === 3);
    await world.publish(refused(id, 2));
    await untilQuiet();

    expect(await lettersOf(id)).toMatchObject([{ sequence: 3, eventId: newer.id, event: newer }]);
    expect(await world.rows('positions', id)).toMatchObject([{ sequence: '0', attempts: 0 }]);
  });

  it('has no dead letter any more once a newer version was applied', async () => {
    const [id, other] = [uuidv7(), uuidv7()];
    await world.publish(refused(id, 1), refused(other, 1));
    await waitFor(async () => (await lettersOf(id)).length + (await lettersOf(other)).length === 2);

    await world.publish(eventOf(CustomerStateV1, id, 2));

    await waitFor(async () => (await lettersOf(id)).length === 0);
    expect(await world.rows('dead_letters', id)).toMatchObject([{ sequence: '1', state: 'replayed', actor: null }]);
    expect(await lettersOf(other)).toHaveLength(1);
  });
});

function refused(id: string, version: number) {
  return eventOf(CustomerStateV1, id, version, { data: { name: 'Refused' } });
}

async function lettersOf(id: string): Promise<DeadLetter[]> {
  return (await store.get(DeadLetters).list()).filter(({ aggregateId }) => aggregateId === id);
}

async function untilQuiet(): Promise<void> {
  await waitFor(async () => (await store.get(MessagingStatus).read()).pending === 0);
}
