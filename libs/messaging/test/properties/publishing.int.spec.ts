import type { EventEnvelope } from '@app/contracts';
import { waitFor } from '@app/testing';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { World } from '../world.js';
import { expectHolds, timeoutMs } from './bounds.config.js';
import { interleavings, ORDERS, Writer, type Interleaving } from './writers.js';

let world: World;
let shops: NestFastifyApplication[] | undefined;
let secondData: DataSource;
let admin: NatsConnection;
let manager: JetStreamManager;

beforeAll(async () => {
  world = await World.create();
  secondData = await new DataSource(world.shopData.dataSource.options).initialize();
  shops = [await world.start('shop'), await world.start('shop', { dataSource: secondData })];
  admin = await world.broker.connectAs('admin');
  manager = await jetstreamManager(admin);
});

afterAll(async () => {
  await admin?.close();
  if (shops) await world.stop(shops[1]!);
  await secondData?.destroy();
  await world?.end();
});

describe('two replicas that publish one outbox', () => {
  it(
    'publish every committed fact and no other, those of an aggregate in order, however writers interleave',
    () =>
      expectHolds(interleavings, async (interleaving) => {
        const { state } = await manager.streams.info('EVENTS');

        const committed = await play(interleaving);
        await waitFor(async () => (await unpublished()) === 0, { timeoutMs: 10_000 });

        expect(await publishedAfter(state.last_seq, committed)).toEqual(committed);
      }),
    timeoutMs,
  );
});

/** Lets the writers take their turns, and then each the rest of its steps. */
async function play({ writers: plans, turns }: Interleaving): Promise<Map<string, number[]>> {
  const ids = Array.from({ length: ORDERS }, () => uuidv7());
  for (const id of ids) await world.shopData.dataSource.query(`INSERT INTO customers VALUES ($1, 1, 'Aigerim')`, [id]);
  const committed = new Map<string, number[]>(ids.map((id) => [id, []]));
  const writers = plans.map((plan, place) => new Writer(shops![place % 2]!, ids, [...plan], committed));
  let total = 0;
  const take = async (writer: Writer): Promise<void> => {
    const { wants } = writer;
    const isBlocked = wants && writers.some((other) => other !== writer && other.holds(wants));
    if (!writer.isDone && !isBlocked) await writer.step(++total);
  };
  for (const turn of turns) {
    if (turn === 'relay-lost') await endRelaySession();
    else await take(writers[turn % writers.length]!);
  }
  while (writers.some((writer) => !writer.isDone)) for (const writer of writers) await take(writer);
  return committed;
}

/** The other replica, or the same one again, gets the lock. */
async function endRelaySession(): Promise<void> {
  await world.shopData.dataSource.query(`
    SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE locktype = 'advisory' AND datname = current_database()`);
}

async function unpublished(): Promise<number> {
  const [row] = await world.shopData.dataSource.query('SELECT count(*)::int AS count FROM outbox');
  return row.count;
}

/** What the stream has got since a place in it: totals by order, as they stand there. */
async function publishedAfter(lastSeq: number, expected: Map<string, number[]>): Promise<Map<string, number[]>> {
  const published = new Map<string, number[]>([...expected.keys()].map((id) => [id, []]));
  const { state } = await manager.streams.info('EVENTS');
  const places = Array.from({ length: state.last_seq - lastSeq }, (_, place) => lastSeq + 1 + place);
  // One by one: 2.10 knows no reading of many at once.
  for (const message of await Promise.all(places.map((seq) => manager.streams.getMessage('EVENTS', { seq })))) {
    const { subject, data } = message!.json<EventEnvelope<{ total: number }>>();
    published.get(subject)?.push(data.total);
  }
  return published;
}
