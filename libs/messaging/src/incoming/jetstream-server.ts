import type { ContractKind } from '@app/contracts';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { setTimeout as sleep } from 'node:timers/promises';
import { BrokerConnection } from '../broker/broker-connection.js';
import { EventIntake, type Delivery } from './event-intake.js';
import { Handlers } from './handlers.js';
import { OwnerReadPlanner } from '../owners/owner-read-planner.js';
import { PullSubscription } from './pull-subscription.js';
import { STREAMS } from '../broker/streams.js';

const BATCH = 128;
const AHEAD = 256;
const WAIT_MS = 500;
/** A batch that is under way at shutdown gets this long. */
const GRACE_MS = 25_000;

/**
 * Nest's transport over JetStream: feeds the service's durable pull consumers, which broker set-up has made, to the
 * `@OnEvent` handlers. A stream of which nothing is handled is not read.
 */
@Injectable()
export class JetStreamServer extends Server implements CustomTransportStrategy, BeforeApplicationShutdown {
  // Handlers' errors reach the intake, which settles them; Nest would report each as unhandled.
  override readonly propagatesEventHandlerErrors = true;
  protected override readonly logger = new Logger(JetStreamServer.name);
  /** Deliveries of this process that were not the first of their message, by stream. */
  readonly redeliveries: Record<string, number> = { [STREAMS.fact]: 0, [STREAMS.state]: 0 };
  private readonly subscriptions = new Set<PullSubscription>();
  private loops: Promise<void>[] = [];
  private closing = false;
  private readonly ended = Promise.withResolvers<undefined>();

  constructor(
    private readonly broker: BrokerConnection,
    private readonly intake: EventIntake,
    private readonly handlers: Handlers,
    private readonly planner: OwnerReadPlanner,
  ) {
    super();
  }

  override addHandler(pattern: string, callback: MessageHandler, isEventHandler = false, extras = {}): void {
    super.addHandler(pattern, callback, isEventHandler, extras);
    if (isEventHandler) this.handlers.register(pattern, callback);
  }

  listen(done: (error?: unknown) => void): void {
    const kinds = (['fact', 'state'] as const).filter((kind) => this.handlers.hasAny(kind));
    const planned = this.plan();
    this.loops = [planned, ...kinds.map((kind) => this.readForever(kind, planned))];
    done();
  }

  /** Ends before the data source does, which Nest closes in a later phase. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    this.closing = true;
    this.ended.resolve(undefined);
    for (const subscription of this.subscriptions) subscription.stop();
    const patience = new AbortController();
    const timeout = sleep(GRACE_MS, undefined, { signal: patience.signal }).catch(() => {});
    await Promise.race([Promise.all(this.loops), timeout]);
    patience.abort();
  }

  on(): void {
    throw new Error('JetStreamServer has no events of its own; ask BrokerConnection');
  }

  unwrap<T>(): T {
    return this.broker.nc as T;
  }

  /** Nothing is consumed before it is known what an older version has passed over. */
  private async plan(): Promise<void> {
    while (!this.closing) {
      try {
        return await this.planner.plan();
      } catch (error) {
        this.logger.warn(`Consuming waits for the database: ${(error as Error).message}`);
        await sleep(WAIT_MS);
      }
    }
  }

  private async mustFactsWait(): Promise<boolean> {
    return this.planner.mustFactsWait().catch(() => true);
  }

  private async readForever(kind: ContractKind, planned: Promise<void>): Promise<void> {
    const stream = STREAMS[kind];
    // A broker that was never reached is given up only when the connection ends, in a later phase than this one.
    const nc = await Promise.race([this.broker.ready().catch(() => undefined), this.ended.promise]);
    await planned;
    while (kind === 'fact' && !this.closing && (await this.mustFactsWait())) await sleep(WAIT_MS);
    if (!nc || this.closing) return;
    const subscription = new PullSubscription(nc, {
      stream,
      durable: this.broker.service,
      batch: BATCH,
      ahead: AHEAD,
    });
    this.subscriptions.add(subscription);
    const stopWatching = this.broker.onReconnect(() => subscription.renew());
    while (!this.closing) {
      const batch = await subscription.next();
      this.count(stream, batch);
      if (batch.length > 0) await this.intake.process(batch);
    }
    stopWatching();
  }

  private count(stream: string, batch: Delivery[]): void {
    this.redeliveries[stream] = (this.redeliveries[stream] ?? 0) + batch.filter(({ attempt }) => attempt > 1).length;
  }
}
