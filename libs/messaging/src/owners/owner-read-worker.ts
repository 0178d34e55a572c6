import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { aggregateOfName } from './backfill-rows.js';
import { OwnerReadPlanner } from './owner-read-planner.js';
import { OwnerReading } from './owner-reading.js';
import { OwnerReads, type OwnerRead } from './owner-reads.js';

const EVERY_MS = 1000;
const UNPLANNED_MS = 100;
/** An owner that is away, or an event that cannot be applied yet. */
const RETRY_MS = 5000;
const SAY_EVERY_MS = 10_000;

/** Works off what has to be read from owners, a page of each in turn, beside the streams. */
@Injectable()
export class OwnerReadWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(OwnerReadWorker.name);
  private readonly restingUntil = new Map<string, number>();
  private saidAt = performance.now();
  private timer?: NodeJS.Timeout;
  private current = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly planner: OwnerReadPlanner,
    private readonly reads: OwnerReads,
    private readonly reading: OwnerReading,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.current;
  }

  private schedule(delayMs: number): void {
    if (this.stopping) return;
    this.timer = setTimeout(() => {
      if (!this.planner.isPlanned) return this.schedule(UNPLANNED_MS);
      this.current = this.round().then(
        (isBusy) => this.schedule(isBusy ? 0 : EVERY_MS),
        (error: Error) => {
          this.logger.debug(`Owners are not read now: ${error.message}`);
          this.schedule(RETRY_MS);
        },
      );
    }, delayMs);
  }

  /** True when there is more to do at once. */
  private async round(): Promise<boolean> {
    let isBusy = false;
    const open = await this.reads.open();
    const backfilled = open.filter(({ kind }) => kind === 'backfill').map(({ name }) => aggregateOfName(name));
    for (const read of open) {
      if (this.stopping) return false;
      // Else newer facts would be handled before the older ones.
      if (read.kind !== 'backfill' && backfilled.includes(read.name)) continue;
      if ((this.restingUntil.get(read.id) ?? 0) > performance.now()) continue;
      isBusy = (await this.tryPage(read)) || isBusy;
    }
    return isBusy;
  }

  private async tryPage(read: OwnerRead): Promise<boolean> {
    try {
      await this.reading.page(read);
      this.restingUntil.delete(read.id);
      this.sayNowAndThen(read);
      return true;
    } catch (error) {
      this.restingUntil.set(read.id, performance.now() + RETRY_MS);
      this.logger.debug(`${read.kind} of ${read.name} waits: ${(error as Error).message}`);
      await this.reads.complain(read, error as Error);
      return false;
    }
  }

  private sayNowAndThen({ kind, name, read }: OwnerRead): void {
    if (performance.now() - this.saidAt < SAY_EVERY_MS) return;
    this.saidAt = performance.now();
    this.logger.log(`${kind} of ${name}: ${read} read so far`);
  }
}
