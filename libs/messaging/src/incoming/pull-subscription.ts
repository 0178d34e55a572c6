import { createInbox, type Msg, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import type { Delivery } from './event-intake.js';

/** Where a pull consumer is and how much it is asked for. */
export interface PullOptions {
  stream: string;
  durable: string;
  /** Messages that may be on their way or wait here. */
  ahead: number;
  /** Most messages of one batch. */
  batch: number;
}

/** The server answers a request at the latest after this time. */
const EXPIRES_MS = 5000;
/** Without any sign of the server for longer, the request is taken for lost. */
const SILENCE_MS = EXPIRES_MS + 1500;
/** What the server cannot serve now is asked for again after this time. */
const REST_MS = 500;

/** The one request that stands at the server, as far as is known here. */
interface Request {
  /** Last token of the subject that its status comes to. */
  number: number;
  /** Messages that it may still bring. */
  left: number;
}

/**
 * Reads a pre-made pull consumer. It asks for no more than it can hold, so that replicas share the work evenly, and it
 * survives the broker's restarts: what was asked for before is asked for again. An answer to a request that was taken for
 * lost asks for nothing, or each such request would live on beside its successor.
 */
export class PullSubscription {
  private readonly inbox: string;
  private readonly subscription: Subscription;
  private readonly buffer: Delivery[] = [];
  private readonly watch: NodeJS.Timeout;
  private requests = 0;
  private standing?: Request;
  private lastSign = performance.now();
  private wake?: () => void;
  private stopped = false;

  constructor(
    private readonly nc: NatsConnection,
    private readonly options: PullOptions,
  ) {
    this.inbox = createInbox(`_INBOX.${options.durable}`);
    this.subscription = nc.subscribe(`${this.inbox}.*`, { callback: (_error, message) => this.receive(message) });
    this.watch = setInterval(() => this.askAgainWhenLost(), 1000);
    this.ask();
  }

  /** Waits for messages and gives all that are there, up to a batch; none when it is stopped. */
  async next(): Promise<Delivery[]> {
    while (this.buffer.length === 0 && !this.stopped) await new Promise<void>((resolve) => (this.wake = resolve));
    if (this.stopped) return [];
    const batch = this.buffer.splice(0, this.options.batch);
    this.ask();
    return batch;
  }

  /** Forgets the open request, after a reconnect. */
  renew(): void {
    this.standing = undefined;
    this.ask();
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.watch);
    if (!this.nc.isClosed()) {
      this.subscription.unsubscribe();
      // The broker gives them to another replica at once instead of after the acknowledgment time.
      for (const delivery of this.buffer.splice(0)) delivery.again(0);
    }
    this.wake?.();
  }

  private ask(): void {
    const room = this.options.ahead - this.buffer.length;
    if (this.stopped || this.nc.isClosed() || this.standing || room < this.options.ahead / 2) return;
    const { stream, durable } = this.options;
    this.requests += 1;
    this.standing = { number: this.requests, left: room };
    const request = JSON.stringify({ batch: room, expires: EXPIRES_MS * 1_000_000 });
    const reply = `${this.inbox}.${this.requests}`;
    this.nc.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`, request, { reply });
  }

  private receive(message: Msg): void {
    if (this.stopped || !message) return;
    this.lastSign = performance.now();
    if (message.headers?.code) return this.receiveStatus(message.subject, message.headers);
    this.buffer.push(deliveryOf(message));
    if (this.standing) this.standing.left -= 1;
    if (this.standing?.left === 0) this.renew();
    this.wake?.();
  }

  /** 408 ends a request that has expired and 409 one that the server cannot serve; both say how much of it was left. */
  private receiveStatus(subject: string, headers: NonNullable<Msg['headers']>): void {
    if (subject !== `${this.inbox}.${this.standing?.number}`) return;
    const left = Number(headers.get('Nats-Pending-Messages'));
    if (headers.code === 408 && left > 0) return this.renew();
    // No consumer, no responder, a leader that changes: asking at once would only bring the same answer.
    setTimeout(() => this.renew(), REST_MS).unref();
  }

  private askAgainWhenLost(): void {
    if (performance.now() - this.lastSign < SILENCE_MS) return;
    this.lastSign = performance.now();
    this.renew();
  }
}

/** Acknowledgment subjects: `$JS.ACK.<stream>.<consumer>.<delivered>.<sequence>…`, newer servers put two tokens before. */
function deliveryOf(message: Msg): Delivery {
  const reply = message.reply ?? '';
  const tokens = reply.split('.');
  const at = tokens.length === 9 ? 2 : 4;
  let settled = false;
  const answer = (text: string, final = true): void => {
    if (settled) return;
    settled = final;
    message.respond(text);
  };
  return {
    subject: message.subject,
    text: message.string(),
    place: `${tokens[at]}:${tokens[at + 3]}`,
    attempt: Number(tokens[at + 2]) || 1,
    ack: () => answer('+ACK'),
    again: (delayMs) => answer(delayMs > 0 ? `-NAK {"delay":${Math.round(delayMs * 1_000_000)}}` : '-NAK'),
    working: () => answer('+WPI', false),
  };
}
