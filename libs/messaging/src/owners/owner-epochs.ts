import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Handlers } from '../incoming/handlers.js';
import type { IncomingEvent } from '../incoming/incoming-event.js';
import { OwnerReads } from './owner-reads.js';

const NOTE = `
  INSERT INTO owner_epochs AS known (service, epoch) VALUES ($1, $2)
  ON CONFLICT (service) DO UPDATE SET epoch = excluded.epoch WHERE known.epoch < excluded.epoch
  RETURNING (xmax <> 0) AS "isRaised"`;

/**
 * Notices that an owner was restored from a backup: what it has published since that backup it has never heard of. Its
 * replicas are compared then, or rows that the owner has no more would stay for ever.
 */
@Injectable()
export class OwnerEpochs {
  private readonly logger = new Logger(OwnerEpochs.name);
  private readonly known = new Map<string, number>();

  constructor(
    private readonly handlers: Handlers,
    private readonly reads: OwnerReads,
  ) {}

  /** Costs a look into a map as long as no owner begins a new epoch. */
  async notice(tx: EntityManager, events: IncomingEvent[]): Promise<void> {
    const newest = new Map<string, number>();
    for (const { aggregate, event } of events) {
      const service = aggregate.slice(0, aggregate.indexOf('.'));
      if (event.epoch > (newest.get(service) ?? this.known.get(service) ?? 0)) newest.set(service, event.epoch);
    }
    for (const [service, epoch] of newest) await this.noteEpoch(tx, service, epoch);
  }

  private async noteEpoch(tx: EntityManager, service: string, epoch: number): Promise<void> {
    const [row] = (await tx.query(NOTE, [service, epoch])) as { isRaised: boolean }[];
    // What this transaction notes is gone when it fails: only what stood there before may be relied on.
    if (!row) this.known.set(service, epoch);
    if (!row?.isRaised) return;
    this.logger.warn(`${service} was restored from a backup (epoch ${epoch}); what is kept of it is compared`);
    const names = this.handlers.stateNames().filter((name) => name.startsWith(`${service}.`));
    for (const name of names) await this.reads.add(tx, 'compare', name, 'restore of the owner');
  }
}
