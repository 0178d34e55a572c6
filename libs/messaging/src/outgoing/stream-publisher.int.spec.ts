import { waitFor } from '@app/testing';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 as uuidv7 } from 'uuid';
import { placed } from '../../test/shop.js';
import { World } from '../../test/world.js';
import { MessagingStatus } from '../status/messaging-status.js';
import { StreamPublisher, type Outgoing } from './stream-publisher.js';

const MESSAGES = 20;

let world: World;
let shop: NestFastifyApplication;
let admin: NatsConnection;
let manager: JetStreamManager;
let isAtomic: boolean;

beforeAll(async () => {
  world = await World.create();
  shop = await world.start('shop');
  admin = await world.broker.connectAs('admin');
  manager = await jetstreamManager(admin);
  isAtomic = (await manager.streams.info('EVENTS')).config.allow_atomic === true;
});

afterAll(async () => {
  await admin?.close();
  await world?.end();
});

function messages(count = MESSAGES): Outgoing[] {
  return Array.from({ length: count }, (_, place) => {
    const id = uuidv7();
    return { rows: [], subject: 'evt.shop.order.placed.v1', messageId: id, text: `{"n":${place}}`, event: id };
  });
}

const publish = (batch: Outgoing[]) => shop.get(StreamPublisher).publish('EVENTS', batch);

async function stored(sequence: number): Promise<{ id: string | undefined; batch: string | undefined; text: string }> {
  const found = await manager.streams.getMessage('EVENTS', { seq: sequence });
  const [id, batch] = [found!.header.get('Nats-Msg-Id'), found!.header.get('Nats-Batch-Id')];
  return { id: id || undefined, batch: batch || undefined, text: found!.string() };
}

describe('a batch', () => {
  it('tells the place of each message, which carries its own id', async () => {
    const batch = messages();

    const published = await publish(batch);

    expect(published.map(({ messageId }) => messageId)).toEqual(batch.map(({ messageId }) => messageId));
    for (const { sequence, messageId, text } of published) {
      expect(await stored(sequence)).toMatchObject({ id: messageId, text });
    }
    const batches = await Promise.all(published.map(async ({ sequence }) => (await stored(sequence)).batch));
    expect(new Set(batches).size).toBe(1);
    expect(batches[0] !== undefined).toBe(isAtomic);
  });

  it('that holds what the broker has already is published singly, and nothing twice', async () => {
    const [first, second] = [messages(), messages()];
    const before = await publish(first);
    const mixed = [...second.slice(0, 5), first[3]!, ...second.slice(5)];
    const { state } = await manager.streams.info('EVENTS');

    const published = await publish(mixed);

    expect(published).toHaveLength(mixed.length);
    expect(published.find(({ messageId }) => messageId === first[3]!.messageId)!.sequence).toBe(before[3]!.sequence);
    const after = (await manager.streams.info('EVENTS')).state;
    expect(after.messages - state.messages).toBe(second.length);
  });

  it('that cannot be published is given back as not arrived', async () => {
    const foreign = messages(2).map((message) => ({ ...message, subject: 'evt.store.order.placed.v1' }));

    expect(await publish(foreign)).toEqual([]);
  });
});

describe('the relay', () => {
  it('remembers where the broker has each fact', async () => {
    const ids = Array.from({ length: 30 }, () => uuidv7());
    await world.record(shop, ...ids.map((id) => placed(id)));
    await waitFor(async () => (await shop.get(MessagingStatus).read()).outbox === 0);

    const rows: { place: string; envelope: { id: string } }[] = await world.shopData.dataSource.query(
      `SELECT place.sequence AS place, envelope FROM publications, unnest(sequences, events) AS place (sequence, event)
       JOIN event_log ON event_id::text = place.event WHERE aggregate_id = ANY ($1)`,
      [ids],
    );

    expect(rows).toHaveLength(ids.length);
    for (const { place, envelope } of rows) {
      expect(JSON.parse((await stored(Number(place))).text)).toEqual(envelope);
    }
  });
});
