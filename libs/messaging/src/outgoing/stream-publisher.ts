import type { PubAck } from '@nats-io/jetstream';
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { Injectable, Logger } from '@nestjs/common';
import { BrokerConnection } from '../broker/broker-connection.js';

/** A message on its way to the broker, and the outbox rows that are done with when it has arrived. */
export interface Outgoing {
  rows: string[];
  subject: string;
  messageId: string;
  text: string;
  /** The id of a fact, or contract and id of an entity: what would have to be published again if the broker lost it. */
  event: string;
}

/** A message that the broker has, and its place in the stream. */
export interface Published extends Outgoing {
  sequence: number;
}

const TIMEOUT_MS = 5000;
/** Below this an atomic batch is no faster than the same messages side by side, with a sync at each commit. */
const SMALLEST_BATCH = 8;
/** The broker's own name for the header that it recognizes a second copy by. */
const MESSAGE_ID = 'Nats-Msg-Id';

/** Brings messages to one stream, in their order: as an atomic batch where the stream takes those, else pipelined. */
@Injectable()
export class StreamPublisher {
  private readonly logger = new Logger(StreamPublisher.name);
  private readonly takesBatches = new Map<string, boolean>();

  constructor(private readonly broker: BrokerConnection) {
    // It may be another server, or another version of it, from now on.
    broker.onReconnect(() => this.takesBatches.clear());
  }

  /** Those that have arrived. What is missing among them stays in the outbox. */
  async publish(stream: string, messages: Outgoing[]): Promise<Published[]> {
    if (messages.length >= SMALLEST_BATCH && (await this.isBatching(stream))) {
      const published = await this.publishAtOnce(messages);
      if (published) return published;
    }
    const sequences = await Promise.all(messages.map((message) => this.publishOne(message)));
    return messages.flatMap((message, place) => {
      const sequence = sequences[place];
      return sequence === undefined ? [] : [{ ...message, sequence }];
    });
  }

  /** Found out once for each connection: servers before 2.12 do not know such batches. */
  private async isBatching(stream: string): Promise<boolean> {
    const known = this.takesBatches.get(stream);
    if (known !== undefined) return known;
    const { config } = await this.broker.jsm.streams.info(stream);
    const takes = config.allow_atomic === true;
    this.takesBatches.set(stream, takes);
    return takes;
  }

  /**
   * Undefined when the broker refused the batch, which it does as a whole: it may have a message of it already. The
   * client drops the `msgID` of messages in a batch without a word, so the header is set by hand.
   */
  private async publishAtOnce(messages: Outgoing[]): Promise<Published[] | undefined> {
    const first = messages[0]!;
    const last = messages.at(-1)!;
    try {
      const batch = await this.broker.js.startBatch(first.subject, first.text, {
        headers: withId(first),
        timeout: TIMEOUT_MS,
      });
      for (const message of messages.slice(1, -1)) {
        batch.add(message.subject, message.text, { headers: withId(message) });
      }
      const { seq } = await batch.commit(last.subject, last.text, { headers: withId(last), timeout: TIMEOUT_MS });
      return messages.map((message, place) => ({ ...message, sequence: seq - messages.length + 1 + place }));
    } catch (error) {
      this.logger.debug(`A batch is published one by one: ${(error as Error).message}`);
      return undefined;
    }
  }

  private async publishOne({ subject, messageId, text }: Outgoing): Promise<number | undefined> {
    try {
      const ack: PubAck = await this.broker.js.publish(subject, text, { msgID: messageId, timeout: TIMEOUT_MS });
      // A leader of 2.10 that is cut off from the others recognizes a second attempt, and does not have the first one.
      return ack.seq > 0 ? ack.seq : undefined;
    } catch (error) {
      this.logger.warn(`${subject} ${messageId} stays in the outbox: ${(error as Error).message}`);
      return undefined;
    }
  }
}

function withId({ messageId }: Outgoing): MsgHdrs {
  const own = headers();
  own.set(MESSAGE_ID, messageId);
  return own;
}
