import type { EventOf } from '@app/contracts';
import { waitFor } from '@app/testing';
import { jetstreamManager } from '@nats-io/jetstream';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { OnEvent, Tx } from '../../src/index.js';
import { expectConverged } from '../convergence.js';
import { OrderShippedV1, placed, shipped, StoreConsumer } from '../shop.js';
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

/** The broker delivers nothing more while so many messages are not acknowledged. */
const UNACKNOWLEDGED = 20;

const controllers = [StoreConsumer, ShippingConsumer];
let world: World;
let shop: NestFastifyApplication;

beforeAll(async () => {
  world = await World.create();
  await limitUnacknowledged();
  shop = await world.start('shop');
});

afterAll(() => world?.end());

describe('a release that is rolled back', () => {
  it('keeps waiting only what needs it: the older version handles all else, and the next one what has waited', async () => {
    // Owners are not asked here, who could say the same as the broker.
    const newer = await world.start('store', { controllers });
    const before = uuidv7();
    await world.record(shop, placed(before), shipped(before));
    await world.waitForSequences(before, [1, 2]);
    await world.stop(newer);

    const older = await world.start('store');
    const waiting = Array.from({ length: 2 * UNACKNOWLEDGED }, () => uuidv7());
    for (const id of waiting) await world.record(shop, placed(id), shipped(id), placed(id));
    const other = uuidv7();
    await world.record(shop, placed(other), placed(other));

    await world.waitForSequences(other, [1, 2], 15_000);
    for (const id of waiting) await waitFor(async () => (await world.rows('parked', id)).length === 2);
    for (const id of waiting) await world.waitForSequences(id, [1]);
    await world.stop(older);
    await world.start('store', { controllers });
    for (const id of waiting) await world.waitForSequences(id, [1, 2, 3], 15_000);
    await expectConverged(world);
  }, 60_000);
});

async function limitUnacknowledged(): Promise<void> {
  const admin = await world.broker.connectAs('admin');
  const manager = await jetstreamManager(admin);
  await manager.consumers.update('EVENTS', 'store', { max_ack_pending: UNACKNOWLEDGED });
  await admin.close();
}
