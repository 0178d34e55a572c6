import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type EntitySubscriberInterface, type TransactionCommitEvent } from 'typeorm';
import { hasFilledOutbox } from './outbox.js';
import { OutboxBatches } from './outbox-batches.js';
import { RelayLock } from './relay-lock.js';
import { RelayNudges } from './relay-nudges.js';

/** Behind the nudges, which may get lost. It is also how soon another replica takes over. */
const POLL_MS = 500;
/**
 * While many commit at once, a moment's wait makes batches larger and each event cheaper, here and at its consumers. It
 * grows with the batch: above some three hundred events a second to the longest, below to next to nothing.
 */
const LINGER_MS_PER_MESSAGE = 3;
const LONGEST_LINGER_MS = 40;
const WORTH_IT = 128;

/**
 * Publishes the outbox. Every replica of a service runs one; the one that holds the lock works and the others nudge it.
 * It outlives restarts of broker and database.
 */
@Injectable()
export class OutboxRelay
  implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown, EntitySubscriberInterface
{
  private readonly logger = new Logger(OutboxRelay.name);
  private running?: Promise<void>;
  private stopping = false;
  private woken = false;
  private interrupt?: () => void;

  constructor(
    private readonly dataSource: DataSource,
    private readonly lock: RelayLock,
    private readonly batches: OutboxBatches,
    private readonly nudges: RelayNudges,
  ) {}

  onModuleInit(): void {
    this.dataSource.subscribers.push(this);
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
    // Who has no lock finds out at its own poll; the nudge is for who has it.
    this.nudges.listen(() => this.lock.isHeld && this.wake());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
    await this.lock.release();
  }

  /** TypeORM calls this after every commit. */
  afterTransactionCommit(event: TransactionCommitEvent): void {
    if (!hasFilledOutbox(event)) return;
    if (this.lock.isHeld) this.wake();
    else this.nudges.send();
  }

  /** Looks into the outbox at once. */
  wake(): void {
    this.woken = true;
    this.interrupt?.();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const published = await this.publishOnce();
      if (published === 0) await this.rest();
      else if (published > 1 && published < WORTH_IT) await sleep(lingerMs(published));
    }
  }

  private async publishOnce(): Promise<number> {
    try {
      this.woken = false;
      const connection = await this.lock.acquire();
      if (!connection) return 0;
      return this.nudges.isBrokerThere() ? await this.batches.publishNext(connection) : 0;
    } catch (error) {
      this.logger.warn(`The outbox waits: ${(error as Error).message}`);
      await this.lock.release();
      return 0;
    }
  }

  private async rest(): Promise<void> {
    if (this.woken || this.stopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      this.interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.interrupt = undefined;
  }
}

function lingerMs(published: number): number {
  return Math.min(published * LINGER_MS_PER_MESSAGE, LONGEST_LINGER_MS);
}
