import { ReplicaBehind } from '@app/contracts';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { EventFailures } from './event-failures.js';
import { GapFiller } from './gap-filler.js';
import type { PositionKey } from './incoming-event.js';
import { ParkedRetry } from './parked-retry.js';
import { DUE_AT_ONCE, ParkedSearch, type HopelessEvent } from './parked-search.js';

const EVERY_MS = 1000;

/** Looks after parked events in regular intervals. Two replicas that do so at once only repeat each other's work. */
@Injectable()
export class ParkedSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ParkedSweep.name);
  private timer?: NodeJS.Timeout;
  private current = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly search: ParkedSearch,
    private readonly retry: ParkedRetry,
    private readonly gaps: GapFiller,
    private readonly failures: EventFailures,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.current;
  }

  /** One round. Never throws: what fails is met again in the next one. */
  async sweep(): Promise<void> {
    await this.each(this.search.gaps(), (key) => this.fill(key));
    // Each of them was moved or put off, so the next look gives others.
    while ((await this.each(this.search.due(), (key) => this.takeUp(key))) === DUE_AT_ONCE);
    await this.each(this.search.hopeless(), (event) => this.giveUp(event));
    await this.failures.closePassed().catch((error: Error) => this.complain(error));
  }

  private async fill(key: PositionKey): Promise<void> {
    await this.gaps.fill(key);
    if (await this.retry.drain(key)) await this.retry.follow({ applied: [key], drainable: [] });
  }

  private async takeUp(key: PositionKey): Promise<void> {
    if (await this.retry.drainDue(key)) await this.retry.follow({ applied: [key], drainable: [] });
  }

  private async giveUp({ kind, aggregate, event, attempts, entity, id }: HopelessEvent): Promise<void> {
    await this.failures.giveUp({ kind, aggregate, event }, new ReplicaBehind(entity, id), attempts + 1);
  }

  /** Gives for how many the work was done. */
  private async each<T>(found: Promise<T[]>, work: (item: T) => Promise<void>): Promise<number> {
    let done = 0;
    try {
      for (const item of await found) {
        if (this.stopping) return 0;
        await work(item).then(
          () => (done += 1),
          (error: Error) => this.complain(error),
        );
      }
    } catch (error) {
      this.complain(error as Error);
    }
    return done;
  }

  private complain(error: Error): void {
    this.logger.warn(`Parked events wait on: ${error.message}`);
  }

  private schedule(): void {
    if (this.stopping) return;
    this.timer = setTimeout(() => {
      this.current = this.sweep().finally(() => this.schedule());
    }, EVERY_MS);
  }
}
