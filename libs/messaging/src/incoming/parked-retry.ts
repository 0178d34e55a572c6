import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventApplier, type Moved } from './event-applier.js';
import { EventFailures } from './event-failures.js';
import type { PositionKey } from './incoming-event.js';
import { postpone, putOff, waitingFor, type ParkedEvent } from './parked.js';
import { TRANSACTION_RUNNER, type TransactionRunner } from '../ports.js';

/** Takes parked events up again when their turn has come. What is left when the service ends the next one takes up. */
@Injectable()
export class ParkedRetry implements OnModuleDestroy {
  private readonly logger = new Logger(ParkedRetry.name);
  private stopping = false;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(TRANSACTION_RUNNER) private readonly runner: TransactionRunner,
    private readonly applier: EventApplier,
    private readonly failures: EventFailures,
  ) {}

  /** In an earlier phase than the one that waits for what is under way. */
  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** After something was applied: what waited for it, and what waited for that. Never throws; the sweep comes by later. */
  async follow(moved: Moved): Promise<void> {
    try {
      let due = [...moved.drainable, ...(await this.waitingFor(moved.applied))];
      while (due.length > 0 && !this.stopping) due = await this.waitingFor(await this.drainAll(due));
    } catch (error) {
      this.logger.warn(`Parked events wait for the next sweep: ${(error as Error).message}`);
    }
  }

  /** Applies the parked events of one aggregate as far as their turn has come. True when any was. */
  async drain(key: PositionKey): Promise<boolean> {
    let any = false;
    while (!this.stopping && (await this.applyNext(key))) any = true;
    return any;
  }

  /** Applies what is due of an aggregate. What cannot be moved does not stand before others again at once. */
  async drainDue(key: PositionKey): Promise<boolean> {
    let any = false;
    try {
      any = await this.drain(key);
    } finally {
      if (!any && !this.stopping) await putOff(this.dataSource.manager, key);
    }
    return any;
  }

  /** Those of which something was applied. */
  private async drainAll(keys: PositionKey[]): Promise<PositionKey[]> {
    const applied: PositionKey[] = [];
    for (const key of keys) if (await this.drain(key)) applied.push(key);
    return applied;
  }

  private async waitingFor(applied: PositionKey[]): Promise<PositionKey[]> {
    return applied.length > 0 ? waitingFor(this.dataSource.manager, applied) : [];
  }

  private async applyNext(key: PositionKey): Promise<boolean> {
    let tried: ParkedEvent | undefined;
    try {
      return await this.runner.run((tx) => this.applier.applyParked(tx, key, (parked) => (tried = parked)));
    } catch (error) {
      if (!tried) throw error;
      const delayMs = await this.failures.settle(tried.incoming, error, tried.attempts + 1);
      if (delayMs !== undefined) await this.runner.run((tx) => postpone(tx, key, delayMs));
      return false;
    }
  }
}
