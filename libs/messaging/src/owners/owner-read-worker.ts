import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Backfilling } from './backfilling.js';
import { FactReading } from './fact-reading.js';
import { OwnerReads, type OwnerRead } from './owner-reads.js';
import { StateReading } from './state-reading.js';

const EVERY_MS = 1000;
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
    private readonly reads: OwnerReads,
    private readonly states: StateReading,
    private readonly facts: FactReading,
    private readonly backfilling: Backfilling,
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
    for (const read of await this.reads.open()) {
      if (this.stopping) return false;
      if ((this.restingUntil.get(read.id) ?? 0) > performance.now()) continue;
      isBusy = (await this.tryPage(read)) || isBusy;
    }
    return isBusy;
  }

  private async tryPage(read: OwnerRead): Promise<boolean> {
    try {
      await this.page(read);
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

  private async page(read: OwnerRead): Promise<void> {
    if (read.kind === 'load') return this.states.load(read);
    if (read.kind === 'follow') return this.facts.follow(read);
    if (read.kind === 'backfill') return this.backfilling.backfill(read);
    const reading = this.reads.isState(read.name) ? this.states : this.facts;
    return read.kind === 'rebuild' ? reading.rebuild(read) : reading.compare(read);
  }

  private sayNowAndThen({ kind, name, read }: OwnerRead): void {
    if (performance.now() - this.saidAt < SAY_EVERY_MS) return;
    this.saidAt = performance.now();
    this.logger.log(`${kind} of ${name}: ${read} read so far`);
  }
}
