import { AckPolicy, jetstream, jetstreamManager, StorageType, type JetStreamClient } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import type { Contestant, Settings } from './contestant.ts';
import type { BenchEvent } from './event.ts';

const STREAM = 'BENCH';
const BATCH = 256;

/** The broker alone: batches into a stream and out of it, without any database. What no service over it can pass. */
export const contestant: Contestant = {
  async prepare(settings) {
    const connection = await connected(settings);
    const manager = await jetstreamManager(connection);
    const subjects = ['bench.events'];
    await manager.streams.add({ name: STREAM, subjects, storage: StorageType.File, allow_atomic: true });
    await manager.consumers.add(STREAM, {
      durable_name: STREAM,
      ack_policy: AckPolicy.Explicit,
      max_ack_pending: 1024,
    });
    await connection.close();
  },
  async producer(settings) {
    const connection = await connected(settings);
    const batches = new Batches(jetstream(connection));
    return { commit: (event) => batches.publish(event), close: () => connection.close() };
  },
  async consumer(settings, handled) {
    const connection = await connected(settings);
    const consumer = await jetstream(connection).consumers.get(STREAM, STREAM);
    const messages = await consumer.consume({ max_messages: 512 });
    const read = async (): Promise<void> => {
      for await (const message of messages) {
        message.ack();
        handled(message.json<BenchEvent>().id);
      }
    };
    void read();
    return {
      async close() {
        await messages.close();
        await connection.close();
      },
    };
  },
};

/** Publishes what has come together since the last batch, one batch at a time: as the relay does. */
class Batches {
  private waiting: { event: BenchEvent; done: () => void; failed: (error: unknown) => void }[] = [];
  private busy = false;
  private readonly js: JetStreamClient;

  constructor(js: JetStreamClient) {
    this.js = js;
  }

  publish(event: BenchEvent): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ event, done, failed });
      if (!this.busy) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.busy = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      try {
        await this.publishTogether(batch.map(({ event }) => event));
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.busy = false;
  }

  private async publishTogether(events: BenchEvent[]): Promise<void> {
    const last = events.pop()!;
    if (events.length === 0) return void (await this.js.publish('bench.events', ...messageOf(last)));
    const batch = await this.js.startBatch('bench.events', ...messageOf(events.shift()!));
    for (const event of events) batch.add('bench.events', ...messageOf(event));
    await batch.commit('bench.events', ...messageOf(last));
  }
}

function messageOf(event: BenchEvent): [text: string, options: { headers: ReturnType<typeof headers> }] {
  const withId = headers();
  withId.set('Nats-Msg-Id', event.id);
  return [JSON.stringify(event), { headers: withId }];
}

function connected({ nats }: Settings): Promise<NatsConnection> {
  const { user, password } = nats.users.admin!;
  return connect({ servers: nats.url, user, pass: password });
}
