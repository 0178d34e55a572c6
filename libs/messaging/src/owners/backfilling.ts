import type { EventEnvelope } from '@app/contracts';
import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { aggregateOfName, boundsOf, forgetBounds } from './backfill-rows.js';
import { note } from '../incoming/dead-letter-rows.js';
import { classify } from '../incoming/failure.js';
import { Handlers } from '../incoming/handlers.js';
import { OwnerPages } from './owner-pages.js';
import { OwnerReads, type OwnerRead } from './owner-reads.js';

/**
 * Brings a newly handled fact from when nobody handled it. Positions are beyond those facts already, so they are called
 * by themselves; the page and where it ended commit together, which makes that once.
 */
@Injectable()
export class Backfilling {
  private readonly logger = new Logger(Backfilling.name);

  constructor(
    private readonly pages: OwnerPages,
    private readonly handlers: Handlers,
    private readonly reads: OwnerReads,
  ) {}

  async backfill(read: OwnerRead): Promise<void> {
    const page = await this.pages.log(aggregateOfName(read.name), read.cursor, null);
    const wanted = page.events.filter((event) => event.type === `tulga.${read.name}`);
    await this.reads.commit(read, async (tx) => {
      const bounds = await boundsOf(
        tx,
        read.name,
        wanted.map((event) => event.subject),
      );
      const passedOver = wanted.filter((event) => event.sequence <= (bounds.get(event.subject) ?? 0));
      for (const event of passedOver) await this.callOrBury(tx, event);
      if (!page.hasMore) await forgetBounds(tx, read.name);
      return { ...page, read: page.events.length, applied: passedOver.length };
    });
  }

  /** One that cannot be handled becomes a dead letter; what its handler has changed is taken back, and the others go on. */
  private async callOrBury(tx: EntityManager, event: EventEnvelope): Promise<void> {
    try {
      await tx.transaction((nested) => this.handlers.call(event, nested));
    } catch (error) {
      if (classify(error) === 'transient') throw error;
      this.logger.warn(`${event.type} ${event.subject} #${event.sequence}: ${(error as Error).message}`);
      await note(tx, { kind: 'fact', aggregate: aggregateOfName(event.type.slice('tulga.'.length)), event }, error, 1);
    }
  }
}
