import { defineFact, newEvent, type EventOf } from '@app/contracts';
import { waitFor } from '@app/testing';
import { jest } from '@jest/globals';
import { Controller, type Type } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { ShopInternal } from '../../test/shop-internal.js';
import { CustomerStateV1, OrderShippedV1, placed, shipped, shopManifest, StoreConsumer } from '../../test/shop.js';
import { World } from '../../test/world.js';
import { OnEvent, Tx } from '../incoming/on-event.js';
import { Outbox } from '../outgoing/outbox.js';
import { MessagingStatus } from '../status/messaging-status.js';
import { OwnerReadPlanner } from './owner-read-planner.js';
import { OwnerReads, type OwnerRead } from './owner-reads.js';

const InvoiceIssuedV1 = defineFact('shop.invoice.issued.v1', { audience: 'internal' }, {});
const invoice = (id: string) => newEvent(InvoiceIssuedV1, { id, organizationId: id }, {});

async function note(tx: EntityManager, { type, subject, sequence }: EventOf<typeof InvoiceIssuedV1>): Promise<void> {
  const sql = `INSERT INTO seen (type, subject, sequence, data) VALUES ($1, $2, $3, '{}')`;
  await tx.query(sql, [type, subject, sequence]);
}

/** A later version of the store: it also notes invoices, an aggregate of which it has heard nothing so far. */
@Controller()
class InvoiceConsumer {
  @OnEvent(InvoiceIssuedV1)
  async noteInvoice(@Payload() event: EventOf<typeof InvoiceIssuedV1>, @Tx() tx: EntityManager): Promise<void> {
    await note(tx, event);
  }
}

/** Another one, which notes further facts of an aggregate that it knows. */
@Controller()
class ShippingConsumer {
  @OnEvent(OrderShippedV1)
  async noteShipment(@Payload() event: EventOf<typeof OrderShippedV1>, @Tx() tx: EntityManager): Promise<void> {
    await note(tx, event);
  }
}

/** A store that handles no facts at all. */
@Controller()
class CustomersConsumer {
  @OnEvent(CustomerStateV1)
  async keepCustomer(): Promise<void> {}
}

let world: World;
let shop: NestFastifyApplication;

beforeAll(() => shopManifest.publishes.push(InvoiceIssuedV1.name));

beforeEach(async () => {
  world = await World.create();
  shop = await world.start('shop', { controllers: [ShopInternal] });
  await shop.listen(0, '127.0.0.1');
});

afterEach(() => world?.end());

async function startStore(...controllers: Type[]): Promise<NestFastifyApplication> {
  return world.start('store', { controllers, serviceUrls: { shop: await shop.getUrl() } });
}

const rows = (sql: string, ...values: unknown[]) => world.storeData.dataSource.query(sql, values);
const isDoneFollow = ({ kind, name, state }: OwnerRead) =>
  kind === 'follow' && name === 'shop.invoice' && state === 'done';

/** The broker has them no more, or they were there before it. */
async function recordBeforeTheStream(...facts: ReturnType<typeof invoice>[]): Promise<void> {
  const outbox = shop.get(Outbox);
  await world.shopData.dataSource.transaction(async (tx) => {
    await outbox.add(tx, ...facts);
    await outbox.flush(tx);
    await tx.query('DELETE FROM outbox');
  });
}

/** Comparisons of positions must not be what brings the invoices. */
async function leaveNothingToCompare(): Promise<void> {
  await rows(`UPDATE messaging_state SET caught_up_at = now() + interval '11 minutes'`);
  await rows(`INSERT INTO owner_reads (id, kind, name, state, requested_by, finished_at)
    VALUES (gen_random_uuid(), 'compare', 'shop.invoice', 'done', 'daily', now())`);
}

describe('a service that handles an aggregate for the first time', () => {
  it.each([
    ['facts of another one', StoreConsumer],
    ['states alone', CustomersConsumer],
  ])('is brought its whole history, once, though it has handled %s before', async (_, before) => {
    const [old, other] = [uuidv7(), uuidv7()];
    const earlier = await startStore(before);
    await recordBeforeTheStream(invoice(old), invoice(old), invoice(other));
    await waitFor(() => earlier.get(OwnerReadPlanner).isPlanned);
    await world.stop(earlier);
    await leaveNothingToCompare();

    const manifest = world.broker.manifests.find(({ name }) => name === 'store')!;
    manifest.consumes = [...manifest.consumes, InvoiceIssuedV1.name];
    await world.broker.applyTopology();
    const later = await startStore(before, InvoiceConsumer);
    await world.waitForSequences(old, [1, 2], 15_000);
    await world.waitForSequences(other, [1]);
    await world.record(shop, invoice(old));
    await world.waitForSequences(old, [1, 2, 3]);
    await waitFor(async () => (await later.get(OwnerReads).list()).some(isDoneFollow), { timeoutMs: 10_000 });
    await world.stop(later);

    const again = await startStore(before, InvoiceConsumer);
    await waitFor(() => again.get(OwnerReadPlanner).isPlanned);
    expect(
      (await again.get(OwnerReads).list()).filter(({ name, kind }) => name === 'shop.invoice' && kind !== 'compare'),
    ).toHaveLength(1);
    expect(await again.get(MessagingStatus).read()).toMatchObject({ doubles: 0, parked: 0 });
  });
});

describe('a service that has not found out yet what it newly handles', () => {
  it('takes nothing from owners: what was passed over would be handled twice', async () => {
    const id = uuidv7();
    // Its first reading waits, since it knows no address of the shop.
    const earlier = await world.start('store');
    await world.record(shop, placed(id));
    await world.waitForSequences(id, [1]);
    await world.stop(earlier);
    await world.record(shop, shipped(id), placed(id));
    const outsider = world.storeData.dataSource.createQueryRunner();
    await outsider.query(`SELECT pg_advisory_lock(hashtext('tulga:owner-reads'))`);

    const later = await startStore(StoreConsumer, ShippingConsumer);
    await askedSeveralTimes(later.get(OwnerReadPlanner));
    const meanwhile = await world.seen(id);
    await outsider.query('SELECT pg_advisory_unlock_all()');
    await outsider.release();

    await world.waitForSequences(id, [1, 2, 3], 15_000);
    expect(meanwhile).toHaveLength(1);
    expect(await later.get(MessagingStatus).read()).toMatchObject({ doubles: 0 });
  });
});

describe('a service that newly handles a fact while another reading of its aggregate is open', () => {
  it('is brought what was passed over before anything newer', async () => {
    const id = uuidv7();
    const earlier = await world.start('store');
    await world.record(shop, shipped(id), placed(id));
    await world.waitForSequences(id, [2]);
    await world.stop(earlier);
    await world.record(shop, placed(id));

    const later = await startStore(StoreConsumer, ShippingConsumer);

    await waitFor(async () => (await world.seen(id)).length === 3, { timeoutMs: 15_000 });
    expect((await world.seen(id)).map(({ sequence }) => sequence)).toEqual([2, 1, 3]);
    await waitFor(async () => (await later.get(OwnerReads).open()).length === 0, { timeoutMs: 10_000 });
  });
});

/** Whoever works beside the stream asks first whether it may. */
async function askedSeveralTimes(planner: OwnerReadPlanner): Promise<void> {
  const asked = jest.spyOn(planner, 'isPlanned', 'get');
  await waitFor(() => asked.mock.calls.length >= 5, { timeoutMs: 10_000 });
  asked.mockRestore();
}
