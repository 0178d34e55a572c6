import type { ReplicaBehind } from '@app/contracts';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { bury, buryUnreadable, closePassed } from './dead-letter-rows.js';
import { classify } from './failure.js';
import { keyOf, type IncomingEvent } from './incoming-event.js';
import { park, parkBehind } from './parked.js';
import { decide } from './position.js';
import { lockPosition, savePositions } from './positions.js';
import {
  MESSAGING_OPTIONS,
  retryOptions,
  TRANSACTION_RUNNER,
  type MessagingOptions,
  type RetryOptions,
  type TransactionRunner,
} from '../ports.js';

/** The handler never came to an end: each time it was called, the process was gone before it returned. */
export class HandlerEndedProcess extends Error {
  readonly code = 'handler-ended-process';

  constructor() {
    super('The process ended each time this event was handled');
    this.name = 'HandlerEndedProcess';
  }
}

/** Settles events that could not be applied, each in a transaction of its own. */
@Injectable()
export class EventFailures {
  private readonly logger = new Logger(EventFailures.name);
  private readonly retry: RetryOptions;
  /** Events whose attempt was counted by this process before it was made. */
  private readonly foreseen = new Set<string>();

  constructor(
    @Inject(TRANSACTION_RUNNER) private readonly runner: TransactionRunner,
    @Inject(MESSAGING_OPTIONS) options: MessagingOptions,
  ) {
    this.retry = retryOptions(options);
  }

  /**
   * Parks the event or makes it a dead letter, as its error demands. Otherwise it is to be tried again: the answer is
   * the delay in milliseconds.
   */
  async settle(incoming: IncomingEvent, error: unknown, attempt: number): Promise<number | undefined> {
    const failure = classify(error);
    const { type, subject, sequence } = incoming.event;
    this.logger.warn(`${type} ${subject} #${sequence}: ${failure}: ${(error as Error)?.message ?? String(error)}`);
    if (failure === 'transient') return this.delay(attempt);
    if (failure === 'unknown') return this.runner.run((tx) => this.countFailure(tx, incoming, error));
    if (failure === 'newer') await this.runner.run((tx) => this.leave(tx, incoming));
    else if (failure === 'behind') await this.runner.run((tx) => this.hold(tx, incoming, error as ReplicaBehind));
    else await this.runner.run((tx) => bury(tx, incoming, error));
    return undefined;
  }

  /** What it waited for has not come in time. */
  async giveUp(incoming: IncomingEvent, error: unknown, attempts: number): Promise<void> {
    await this.runner.run((tx) => bury(tx, incoming, error, attempts));
  }

  /** Closes the dead letters of states that need nobody any more. */
  async closePassed(): Promise<void> {
    await this.runner.run(closePassed);
  }

  async settleUnreadable(unreadable: { place: string; subject: string; text: string; error: unknown }): Promise<void> {
    this.logger.error(`${unreadable.place} on ${unreadable.subject}: ${(unreadable.error as Error).message}`);
    await this.runner.run((tx) => buryUnreadable(tx, unreadable));
  }

  /**
   * Counts an attempt before it is made: a handler that ends its process counts nothing afterwards. True when the event is
   * given up instead.
   */
  async foresee(incoming: IncomingEvent): Promise<boolean> {
    // This process is still there, so what it has foreseen did not happen, whatever else went wrong meanwhile.
    if (this.foreseen.has(incoming.event.id)) return false;
    const isGivenUp = await this.runner.run(async (tx) => {
      const position = await lockPosition(tx, keyOf(incoming));
      if (decide(position, incoming) !== 'next') return false;
      if (position.attempts >= this.retry.attempts) {
        await bury(tx, incoming, new HandlerEndedProcess(), position.attempts);
        return true;
      }
      position.attempts += 1;
      await savePositions(tx, [position]);
      return false;
    });
    if (!isGivenUp) this.foreseen.add(incoming.event.id);
    return isGivenUp;
  }

  /** It was handled. */
  forget({ event }: IncomingEvent): void {
    this.foreseen.delete(event.id);
  }

  /** It failed, and the process is still there: what was foreseen did not happen. */
  async takeBack(incoming: IncomingEvent): Promise<void> {
    await this.runner.run(async (tx) => {
      const position = await lockPosition(tx, keyOf(incoming));
      if (decide(position, incoming) !== 'next' || position.attempts === 0) return;
      position.attempts -= 1;
      await savePositions(tx, [position]);
    });
    this.forget(incoming);
  }

  /** Doubles with each attempt, up to the maximum. */
  delay(attempt: number): number {
    return Math.min(this.retry.maxMs, this.retry.firstMs * 2 ** Math.min(Math.max(attempt - 1, 0), 20));
  }

  /** Counted in the database: two replicas that share the deliveries share the attempts too. */
  private async countFailure(tx: EntityManager, incoming: IncomingEvent, error: unknown): Promise<number | undefined> {
    const position = await lockPosition(tx, keyOf(incoming));
    if (decide({ ...position, held: null }, incoming) === 'duplicate') return undefined;
    position.attempts += 1;
    if (position.attempts >= this.retry.attempts) {
      await bury(tx, incoming, error, position.attempts);
      return undefined;
    }
    await savePositions(tx, [position]);
    return this.delay(position.attempts);
  }

  /**
   * Parks what only a newer version of this service handles, until that runs again. The broker would stop delivering to us
   * if enough of it were left there.
   */
  private async leave(tx: EntityManager, incoming: IncomingEvent): Promise<void> {
    const position = await lockPosition(tx, keyOf(incoming));
    if (decide({ ...position, held: null }, incoming) === 'duplicate') return;
    await park(tx, [{ incoming, reason: position.held === 'dead-letter' ? 'dead-letter' : 'gap' }]);
    position.held ??= 'gap';
    await savePositions(tx, [position]);
  }

  private async hold(tx: EntityManager, incoming: IncomingEvent, behind: ReplicaBehind): Promise<void> {
    const position = await lockPosition(tx, keyOf(incoming));
    if (decide({ ...position, held: null }, incoming) === 'duplicate') return;
    await parkBehind(tx, incoming, behind);
    // A newer version of a state need not wait for this one.
    if (incoming.kind === 'state') return;
    position.held = 'replica';
    await savePositions(tx, [position]);
  }
}
