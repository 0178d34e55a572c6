import { ContractBroken, newEvent, type Contract, type EventEnvelope } from '@app/contracts';
import { waitFor } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { CustomerStateV1, OrderPlacedV1, placed, shipped } from '../../test/shop.js';
import { World } from '../../test/world.js';
import { OutboxRelay } from './outbox-relay.js';
import { Outbox, SequenceTaken } from './outbox.js';
import { RelayLock } from './relay-lock.js';
import { trace } from '../trace.js';

let world: World;
let shop: NestFastifyApplication;
let outbox: Outbox;

beforeAll(async () => {
  world = await World.create();
  // Nothing is published, so that the specs see the rows.
  await world.broker.kill();
  shop = await world.start('shop');
  outbox = shop.get(Outbox);
});

afterAll(() => world?.end());

describe('the outbox', () => {
  it('refuses events outside a transaction', async () => {
    const { manager } = world.shopData.dataSource;

    await expect(outbox.add(manager, placed(uuidv7()))).rejects.toThrow(/inside the transaction/);
    await expect(outbox.addState(manager, CustomerStateV1, uuidv7())).rejects.toThrow(/inside the transaction/);
  });

  it('keeps nothing of a transaction that is rolled back', async () => {
    const id = uuidv7();
    const attempt = within(async (tx) => {
      await outbox.add(tx, placed(id));
      await outbox.addState(tx, CustomerStateV1, id);
      throw new Error('changed my mind');
    });

    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await log(id)).toEqual([]);
    expect(await rowsOf('outbox', 'entity_id', id)).toEqual([]);
  });

  it('keeps what was told before a savepoint that is rolled back to, and nothing of what was told after it', async () => {
    const [before, inside] = [uuidv7(), uuidv7()];

    await within(async (tx) => {
      await outbox.add(tx, placed(before));
      const nested = tx.transaction(async (savepoint) => {
        await outbox.add(savepoint, placed(inside));
        throw new Error('changed my mind');
      });
      await expect(nested).rejects.toThrow('changed my mind');
      await outbox.add(tx, shipped(before));
    });

    expect((await log(before)).map(nameAndNumber)).toEqual([
      'tulga.shop.order.placed.v1 1',
      'tulga.shop.order.shipped.v1 2',
    ]);
    expect(await log(inside)).toEqual([]);
  });

  it('tells the relay of what is written also when a savepoint behind it is rolled back to', async () => {
    const relay = shop.get(OutboxRelay);
    await waitFor(() => shop.get(RelayLock).isHeld);
    let wakes = 0;
    relay.wake = () => void (wakes += 1);

    await within(async (tx) => {
      await outbox.add(tx, placed(uuidv7()));
      const nested = tx.transaction(() => Promise.reject(new Error('changed my mind')));
      await expect(nested).rejects.toThrow('changed my mind');
    });

    expect(wakes).toBe(1);
    relay.wake = OutboxRelay.prototype.wake.bind(relay);
  });

  it('numbers the facts of each aggregate, in one call and over several', async () => {
    const [one, other] = [uuidv7(), uuidv7()];

    await within((tx) => outbox.add(tx, placed(one), placed(other), shipped(one)));
    await within((tx) => outbox.add(tx, shipped(other)));

    expect((await log(one)).map(nameAndNumber)).toEqual([
      'tulga.shop.order.placed.v1 1',
      'tulga.shop.order.shipped.v1 2',
    ]);
    expect((await log(other)).map(nameAndNumber)).toEqual([
      'tulga.shop.order.placed.v1 1',
      'tulga.shop.order.shipped.v1 2',
    ]);
  });

  it('wraps a fact with both times and the trace of its cause', async () => {
    const id = uuidv7();
    const context = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, correlationId: 'c', causationId: 'd' };

    await trace.run(context, () => within((tx) => outbox.add(tx, placed(id, 5))));

    const [event] = await log(id);
    expect(event).toMatchObject({
      specversion: '1.0',
      source: '/services/shop',
      subject: id,
      time: '2026-03-01T09:30:00.000Z',
      sequence: 1,
      epoch: 1,
      organizationid: id,
      correlationid: 'c',
      causationid: 'd',
      traceparent: context.traceparent,
      data: { total: 5 },
    });
    expect(Math.abs(Date.parse(event!.recordedtime) - Date.now())).toBeLessThan(60_000);
  });

  it('refuses what the contract does not allow, unknown fields included', async () => {
    const wrong = newEvent(
      OrderPlacedV1 as Contract,
      { id: uuidv7(), organizationId: uuidv7() },
      { total: 1, mail: '?' },
    );

    await expect(within((tx) => outbox.add(tx, wrong))).rejects.toThrow(ContractBroken);
  });

  it('refuses the events of other services', async () => {
    const foreign = { ...placed(uuidv7()), contract: { ...OrderPlacedV1, service: 'bank' } };

    await expect(within((tx) => outbox.add(tx, foreign))).rejects.toThrow(/belongs to bank/);
    await expect(within((tx) => outbox.addState(tx, OrderPlacedV1, uuidv7()))).rejects.toThrow(/is a fact/);
  });

  it('asks to try again when two transactions forgot to lock the aggregate', async () => {
    const id = uuidv7();
    let second: Promise<unknown> | undefined;

    await within(async (tx) => {
      await outbox.add(tx, placed(id));
      await outbox.flush(tx);
      second = within((other) => outbox.add(other, shipped(id))).catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, 100));
    });

    const error = await second;
    expect(error).toBeInstanceOf(SequenceTaken);
    expect((error as SequenceTaken).driverError).toMatchObject({ code: '40001' });
    expect((await log(id)).map(nameAndNumber)).toEqual(['tulga.shop.order.placed.v1 1']);
  });

  it('keeps a log that nobody can change', async () => {
    const { dataSource } = world.shopData;

    await expect(dataSource.query('DELETE FROM event_log')).rejects.toThrow('append-only');
    await expect(dataSource.query(`UPDATE event_log SET name = 'x'`)).rejects.toThrow('append-only');
  });
});

function within<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
  return world.shopData.dataSource.transaction(work);
}

async function log(aggregateId: string): Promise<EventEnvelope[]> {
  const sql = 'SELECT envelope FROM event_log WHERE aggregate_id = $1 ORDER BY position';
  return (await world.shopData.dataSource.query(sql, [aggregateId])).map((row: { envelope: unknown }) => row.envelope);
}

function rowsOf(table: string, column: string, value: string): Promise<unknown[]> {
  return world.shopData.dataSource.query(`SELECT * FROM ${table} WHERE ${column} = $1`, [value]);
}

function nameAndNumber(event: EventEnvelope): string {
  return `${event.type} ${event.sequence}`;
}
