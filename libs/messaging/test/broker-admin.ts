import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/transport-node';
import type { EventEnvelope } from '@app/contracts';
import type { TempBroker } from '@app/testing';

/** A message as it lies in a stream. */
export interface Stored {
  place: number;
  event: EventEnvelope;
}

/** Looks into the broker's streams, and sets it up otherwise than in production where a test needs that. */
export class BrokerAdmin {
  private constructor(
    private readonly nc: NatsConnection,
    private readonly manager: JetStreamManager,
  ) {}

  static async of(broker: TempBroker): Promise<BrokerAdmin> {
    const nc = await broker.connectAs('admin');
    return new BrokerAdmin(nc, await jetstreamManager(nc));
  }

  /** For so long the broker recognizes a second copy of a message. */
  async forgetMessageIdsAfter(ms: number): Promise<void> {
    for (const stream of ['EVENTS', 'STATE']) {
      await this.manager.streams.update(stream, { duplicate_window: nanos(ms) });
    }
  }

  /** What is not acknowledged is delivered again after this time. */
  async redeliverAfter(ms: number): Promise<void> {
    for (const stream of ['EVENTS', 'STATE']) {
      await this.manager.consumers.update(stream, 'store', { ack_wait: nanos(ms) });
    }
  }

  /** All that is stored of an aggregate or entity, in the order of the stream. */
  async stored(stream: 'EVENTS' | 'STATE', subject: string): Promise<Stored[]> {
    return (await this.all(stream)).filter(({ event }) => event.subject === subject);
  }

  async all(stream: 'EVENTS' | 'STATE'): Promise<Stored[]> {
    const consumer = await jetstream(this.nc).consumers.get(stream);
    const stored: Stored[] = [];
    for (let left = (await consumer.info()).num_pending; left > 0;) {
      const message = await consumer.next({ expires: 2000 });
      if (!message) break;
      stored.push({ place: message.seq, event: message.json<EventEnvelope>() });
      left -= 1;
    }
    return stored;
  }

  async delete(stream: 'EVENTS' | 'STATE', place: number): Promise<void> {
    await this.manager.streams.deleteMessage(stream, place);
  }

  async close(): Promise<void> {
    await this.nc.close();
  }
}
