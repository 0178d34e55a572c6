import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { registerFacts } from './backfill-rows.js';
import { Handlers } from '../incoming/handlers.js';
import { OwnerReads } from './owner-reads.js';
import { TRANSACTION_RUNNER, type TransactionRunner } from '../ports.js';
import { StateRenderer } from '../outgoing/state-renderer.js';

/** Clocks differ, and a transaction may have been open for a while when the backup was made. */
const MARGIN = `interval '10 minutes'`;
const BOOTSTRAP = 'bootstrap';

/**
 * Finds out at the start what has to be read from owners: replicas that were never filled, aggregates and facts that this
 * version handles and an older one did not, and after a restore what came since the backup. Consuming begins after that.
 */
@Injectable()
export class OwnerReadPlanner {
  private readonly logger = new Logger(OwnerReadPlanner.name);
  private planned = false;

  constructor(
    @Inject(TRANSACTION_RUNNER) private readonly runner: TransactionRunner,
    private readonly handlers: Handlers,
    private readonly reads: OwnerReads,
    private readonly renderer: StateRenderer,
  ) {}

  /** Until then nothing may be applied, from wherever: what an older version has passed over is not known yet. */
  get isPlanned(): boolean {
    return this.planned;
  }

  async plan(): Promise<void> {
    await this.runner.run(async (tx) => {
      // Two replicas that start together.
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('tulga:owner-reads'))`);
      const { facts, aggregates } = await registerFacts(tx, this.handlers.factNames());
      for (const name of facts) {
        this.logger.log(`${name} is new here; what was recorded of it so far is fetched from its owner`);
        await this.reads.add(tx, 'backfill', name, BOOTSTRAP);
      }
      await this.fillReplicas(tx);
      // The stream does not go back to the beginning.
      await this.followAll(tx, aggregates, null);
      await this.catchUpAfterRestore(tx);
    });
    this.planned = true;
  }

  /** Whether facts have to wait, or newer ones would be handled before the older ones that are being fetched. */
  async mustFactsWait(): Promise<boolean> {
    return (await this.reads.open()).some(({ kind }) => kind === 'backfill');
  }

  private async fillReplicas(tx: EntityManager): Promise<void> {
    const loaded = await this.reads.loaded(tx);
    for (const name of this.handlers.stateNames())
      if (!loaded.has(name)) await this.reads.add(tx, 'load', name, BOOTSTRAP);
  }

  private async followAll(tx: EntityManager, aggregates: string[], since: Date | null): Promise<void> {
    for (const aggregate of aggregates) await this.reads.add(tx, 'follow', aggregate, BOOTSTRAP, since);
  }

  /** What the broker had delivered since the backup it will not deliver again, and what we had published is older now. */
  private async catchUpAfterRestore(tx: EntityManager): Promise<void> {
    const sql = `UPDATE messaging_state AS state SET restored_from = NULL FROM messaging_state AS before
      WHERE before.restored_from IS NOT NULL RETURNING before.restored_from - ${MARGIN} AS since, state.epoch`;
    // TypeORM gives rows and their number for an update.
    const [[row]] = (await tx.query(sql)) as [{ since: Date; epoch: number }[], number];
    if (!row) return;
    this.logger.warn(`This database was restored; epoch ${row.epoch} begins, and owners are asked for what came since`);
    for (const name of this.handlers.stateNames()) await this.reads.add(tx, 'compare', name, 'restore');
    await this.followAll(tx, this.handlers.aggregates(), row.since);
    await this.renderer.addAllToOutbox(tx);
  }
}
