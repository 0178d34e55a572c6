import { Inject, Injectable, Logger } from '@nestjs/common';
import { EventApplier } from './event-applier.js';
import { EventFailures } from './event-failures.js';
import { failPoint } from '../fail-points.config.js';
import { isTransient } from './failure.js';
import { readEvent, type IncomingEvent } from './incoming-event.js';
import { ParkedRetry } from './parked-retry.js';
import { TRANSACTION_RUNNER, type TransactionRunner } from '../ports.js';

/** One delivery of a message, with the answers that the broker understands. */
export interface Delivery {
  readonly subject: string;
  readonly text: string;
  /** Place in the stream, such as `EVENTS:17`. */
  readonly place: string;
  /** How often it has been delivered. */
  readonly attempt: number;
  ack(): void;
  /** Asks for another delivery after a while. */
  again(delayMs: number): void;
  /** Says that the work still goes on. */
  working(): void;
}

interface Item {
  delivery: Delivery;
  incoming: IncomingEvent;
}

/** Deliveries after which an event is no longer handled together with others. */
const TRUSTED_ATTEMPTS = 2;
/** Well below the time after which the broker delivers again. */
const WORKING_MS = 3000;

/**
 * Takes deliveries in. Up to a batch of them shares a transaction; when anything in it fails, each half gets one of its own,
 * and so on: one bad event costs the others nothing but a little time.
 */
@Injectable()
export class EventIntake {
  private readonly logger = new Logger(EventIntake.name);

  constructor(
    @Inject(TRANSACTION_RUNNER) private readonly runner: TransactionRunner,
    private readonly applier: EventApplier,
    private readonly failures: EventFailures,
    private readonly parked: ParkedRetry,
  ) {}

  /** Settles every delivery: acknowledged, or to be delivered again. Gives how many were news. Never throws. */
  async process(deliveries: Delivery[]): Promise<number> {
    const waiting = new Set(deliveries);
    const heartbeat = setInterval(() => waiting.forEach((delivery) => delivery.working()), WORKING_MS);
    try {
      const items: Item[] = [];
      for (const delivery of deliveries) {
        const incoming = await this.read(delivery);
        if (incoming) items.push({ delivery, incoming });
        else waiting.delete(delivery);
      }
      const isSuspect = ({ delivery }: Item): boolean => delivery.attempt > TRUSTED_ATTEMPTS;
      let applied = await this.applyTogether(
        items.filter((item) => !isSuspect(item)),
        waiting,
      );
      for (const item of items.filter(isSuspect)) applied += await this.applyAlone(item, waiting);
      return applied;
    } finally {
      clearInterval(heartbeat);
    }
  }

  private async applyTogether(items: Item[], waiting: Set<Delivery>): Promise<number> {
    if (items.length === 0) return 0;
    const { applied, error } = await this.tryToApply(items);
    if (error !== undefined && items.length > 1) {
      const middle = Math.floor(items.length / 2);
      const first = await this.applyTogether(items.slice(0, middle), waiting);
      return first + (await this.applyTogether(items.slice(middle), waiting));
    }
    if (error !== undefined) await this.settleFailure(items[0]!, error);
    for (const { delivery } of items) waiting.delete(delivery);
    return applied;
  }

  /** It has come several times and was never settled: perhaps because it ends the process of whoever handles it. */
  private async applyAlone(item: Item, waiting: Set<Delivery>): Promise<number> {
    const { delivery, incoming } = item;
    try {
      if (await this.failures.foresee(incoming)) delivery.ack();
      else {
        const { applied, error } = await this.tryToApply([item]);
        if (error === undefined) this.failures.forget(incoming);
        else {
          await this.failures.takeBack(incoming);
          await this.settleFailure(item, error);
        }
        return applied;
      }
    } catch (error) {
      this.putOff(delivery, error);
    } finally {
      waiting.delete(delivery);
    }
    return 0;
  }

  private async tryToApply(items: Item[]): Promise<{ applied: number; error?: unknown }> {
    try {
      const moved = await this.runner.run(async (tx) => {
        const applied = await this.applier.apply(
          tx,
          items.map(({ incoming }) => incoming),
        );
        failPoint('before-consumer-commit');
        return applied;
      });
      failPoint('after-consumer-commit');
      for (const { delivery } of items) delivery.ack();
      await this.parked.follow(moved);
      return { applied: moved.applied.length };
    } catch (error) {
      return { applied: 0, error: error ?? new Error('A handler threw nothing') };
    }
  }

  private async settleFailure({ delivery, incoming }: Item, error: unknown): Promise<void> {
    try {
      const delayMs = await this.failures.settle(incoming, error, delivery.attempt);
      if (delayMs === undefined) delivery.ack();
      else delivery.again(delayMs);
    } catch (unsettled) {
      this.putOff(delivery, unsettled);
    }
  }

  private async read(delivery: Delivery): Promise<IncomingEvent | undefined> {
    const { subject, text, place } = delivery;
    try {
      return readEvent(subject, text);
    } catch (error) {
      try {
        await this.failures.settleUnreadable({ place, subject, text, error });
        delivery.ack();
      } catch (unsettled) {
        this.putOff(delivery, unsettled);
      }
      return undefined;
    }
  }

  /** The database cannot even take down that the event failed. */
  private putOff(delivery: Delivery, error: unknown): void {
    this.logger[isTransient(error) ? 'warn' : 'error'](`${delivery.place} is put off: ${(error as Error).message}`);
    delivery.again(this.failures.delay(delivery.attempt));
  }
}
