import { waitFor } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 as uuidv7 } from 'uuid';
import { DeadLetters } from '../../src/index.js';
import { expectConverged } from '../convergence.js';
import { placed, trouble } from '../shop.js';
import { World } from '../world.js';

let world: World;
let shop: NestFastifyApplication;
let store: NestFastifyApplication;

beforeAll(async () => {
  world = await World.create();
  shop = await world.start('shop');
  store = await world.start('store', { retry: { firstMs: 10, attempts: 3 } });
});

afterAll(() => world?.end());

describe('an event that cannot be handled', () => {
  it('holds back the later ones of its aggregate and no others, until an operator lets it be handled again', async () => {
    const [poisoned, ...healthy] = Array.from({ length: 4 }, () => uuidv7());
    trouble.set(poisoned!, ({ sequence }) => {
      if (sequence === 3) throw new Error('a bug in the handler');
    });

    for (const id of [poisoned!, ...healthy])
      await world.record(shop, ...[1, 2, 3, 4, 5].map((total) => placed(id, total)));
    for (const id of healthy) await world.waitForSequences(id, [1, 2, 3, 4, 5]);
    const letter = await waitFor(async () =>
      (await store.get(DeadLetters).list()).find(({ waiting }) => waiting === 2),
    );

    expect(letter).toMatchObject({
      aggregateId: poisoned,
      sequence: 3,
      attempts: 3,
      reason: 'Error: a bug in the handler',
    });
    await world.waitForSequences(poisoned!, [1, 2]);
    trouble.delete(poisoned!);
    await store.get(DeadLetters).redrive(letter.id, 'operator');
    await world.waitForSequences(poisoned!, [1, 2, 3, 4, 5]);
    await expectConverged(world);
  });
});
