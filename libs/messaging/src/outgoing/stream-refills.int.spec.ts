import { waitFor } from '@app/testing';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { CustomerSource, placed } from '../../test/shop.js';
import { World } from '../../test/world.js';

const CUSTOMERS = 5000;
const FACTS = 7000;

let world: World;
let shop: NestFastifyApplication;

beforeEach(async () => {
  world = await World.create();
});

afterEach(() => world?.end());

describe('a stream that the broker has lost as a whole', () => {
  it('is filled to its end though each page takes long and another replica waits for the lock', async () => {
    await addCustomers();
    const dataSource = await new DataSource(world.shopData.dataSource.options).initialize();
    const replicas = [await startReplica(), await startReplica({ dataSource })];
    for (const replica of replicas) slowDown(replica.get(CustomerSource));

    await loseStore();

    await waitFor(isFilled, { timeoutMs: 30_000 });
    expect(await stored('STATE')).toBe(CUSTOMERS);
    await world.stop(replicas[1]!);
    await dataSource.destroy();
  });

  it('is filled as far as pages can be read, once, and with the rest when they can be read again', async () => {
    await addCustomers();
    shop = await startReplica();
    const failing = failAfterTheFirst(shop.get(CustomerSource));
    const id = uuidv7();

    await loseStore();
    await waitFor(() => failing.count >= 3, { timeoutMs: 30_000 });
    await world.record(shop, placed(id));
    await waitFor(async () => (await inOutbox()) === 0 && (await stored('EVENTS')) === 1);
    expect(await stored('STATE')).toBe(500);
    failing.mend();

    await waitFor(isFilled, { timeoutMs: 20_000 });
    expect(await stored('STATE')).toBe(CUSTOMERS);
  });

  it('gets a long log part by part, each fact once, and a new fact waits for one part at the most', async () => {
    await addFacts();
    shop = await startReplica();

    await loseStore();
    let most = 0;
    let newOne: { id: string; at?: number } | undefined;
    await waitFor(
      async () => {
        most = Math.max(most, await inOutbox());
        if (most > 0 && !newOne) await world.record(shop, placed((newOne = { id: uuidv7() }).id));
        if (newOne && !newOne.at && (await isPublished(newOne.id))) newOne.at = await stored('EVENTS');
        return isFilled();
      },
      { timeoutMs: 30_000, intervalMs: 5 },
    );

    expect(most).toBeGreaterThan(1000);
    expect(most).toBeLessThan(3000);
    expect(newOne?.at).toBeLessThan(5000);
    // The new one may be met again where the log ends.
    expect((await stored('EVENTS')) - FACTS).toBeLessThanOrEqual(2);
    expect((await publishedFacts()).size).toBe(FACTS + 1);
  });
});

async function startReplica(options: { dataSource?: DataSource } = {}): Promise<NestFastifyApplication> {
  return world.start('shop', { ...options, reconcileMs: 500, retry: { silentMs: 600 } });
}

async function addCustomers(): Promise<void> {
  await world.shopData.dataSource.query(
    `INSERT INTO customers SELECT gen_random_uuid(), 1, 'Aigerim' FROM generate_series(1, $1::int)`,
    [CUSTOMERS],
  );
}

async function addFacts(): Promise<void> {
  await world.shopData.dataSource.query(
    `INSERT INTO event_log (event_id, name, aggregate, aggregate_id, sequence, envelope)
      SELECT gen_random_uuid(), 'shop.order.placed.v1', 'shop.order', gen_random_uuid(), 1, '{}'
      FROM generate_series(1, $1::int)`,
    [FACTS],
  );
}

/** Only after the streams were looked at once: it is by that that another one is told from them. */
async function loseStore(): Promise<void> {
  await waitFor(async () => (await count('stream_checks')) === 2);
  await world.broker.wipe();
  await waitFor(async () => (await count('stream_refills')) > 0, { timeoutMs: 15_000, intervalMs: 5 });
}

function slowDown(source: CustomerSource): void {
  const page = source.page.bind(source);
  source.page = async (...args) => {
    await sleep(200);
    return page(...args);
  };
}

function failAfterTheFirst(source: CustomerSource): { count: number; mend(): void } {
  const page = source.page.bind(source);
  const failing = { count: 0, mend: () => void (source.page = page) };
  source.page = async (tx, afterId, limit) => {
    if (afterId === null) return page(tx, afterId, limit);
    failing.count += 1;
    throw new Error('a bug in the source');
  };
  return failing;
}

async function isFilled(): Promise<boolean> {
  return (await count('stream_refills')) + (await inOutbox()) === 0;
}

function inOutbox(): Promise<number> {
  return count('outbox');
}

async function count(table: string): Promise<number> {
  return (await world.shopData.dataSource.query(`SELECT count(*)::int AS count FROM ${table}`))[0].count;
}

async function isPublished(aggregateId: string): Promise<boolean> {
  const sql = `SELECT 1 FROM outbox JOIN event_log USING (event_id) WHERE aggregate_id = $1`;
  return (await world.shopData.dataSource.query(sql, [aggregateId])).length === 0;
}

async function publishedFacts(): Promise<Set<string>> {
  const sql = `SELECT unnest(events) AS id FROM publications WHERE stream = 'EVENTS'`;
  return new Set((await world.shopData.dataSource.query(sql)).map(({ id }: { id: string }) => id));
}

async function stored(stream: string): Promise<number> {
  const nc = await world.broker.connectAs('admin');
  const { state } = await (await jetstreamManager(nc)).streams.info(stream);
  await nc.close();
  return state.messages;
}
