import { defineFact, type EventOf, newEvent } from '@app/contracts';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { OnEvent, Outbox, Tx } from '../../src/index.js';
import { OrderPlacedV1 } from '../shop.js';
import { eventOf, World } from '../world.js';

const ParcelPackedV1 = defineFact('store.parcel.packed.v1', { audience: 'internal' }, {});

/** Packs an order: a row and a fact. Then it fails, the first times. */
@Controller()
class Packing {
  static failures = 0;
  static left = 3;

  constructor(private readonly outbox: Outbox) {}

  @OnEvent(OrderPlacedV1)
  async pack(@Payload() { subject, sequence }: EventOf<typeof OrderPlacedV1>, @Tx() tx: EntityManager): Promise<void> {
    await tx.query('INSERT INTO seen (subject, sequence) VALUES ($1, $2)', [subject, sequence]);
    await this.outbox.add(tx, newEvent(ParcelPackedV1, { id: subject, organizationId: subject }, {}));
    if (Packing.left-- <= 0) return;
    Packing.failures += 1;
    throw new Error('a bug behind the save');
  }
}

let world: World;

beforeAll(async () => {
  world = await World.create();
});

afterAll(() => world?.end());

describe('a handler that fails after it has saved', () => {
  it('leaves no row and no event of that attempt', async () => {
    const id = uuidv7();
    await world.start('store', { controllers: [Packing] });

    await world.publish(eventOf(OrderPlacedV1, id, 1));
    await world.waitForSequences(id, [1]);
    const events = await world.rows('event_log', id);

    expect(await world.seen(id)).toHaveLength(1);
    expect(events).toMatchObject([{ name: 'store.parcel.packed.v1', sequence: '1' }]);
    expect(await world.rows('positions', id)).toMatchObject([{ sequence: '1', applied: '1' }]);
    expect(Packing.failures).toBe(3);
  });
});
