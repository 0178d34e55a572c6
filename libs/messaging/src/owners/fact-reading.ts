import { Inject, Injectable } from '@nestjs/common';
import { EventApplier } from '../incoming/event-applier.js';
import type { PositionKey } from '../incoming/incoming-event.js';
import type { Head } from './owner-log.js';
import { OwnerPages } from './owner-pages.js';
import { OwnerReads, type OwnerRead } from './owner-reads.js';
import { TRANSACTION_RUNNER, type TransactionRunner } from '../ports.js';

/** Aggregates whose histories are read before it is noted how far the rebuild has come. */
const REBUILT_TOGETHER = 50;

const POSITIONS = `
  SELECT aggregate_id AS "aggregateId", epoch, sequence::float8 AS sequence FROM positions
  WHERE kind = 'fact' AND aggregate = $1 AND aggregate_id = ANY ($2)`;

/** Reads an aggregate's facts from its owner, a page at a time. */
@Injectable()
export class FactReading {
  constructor(
    @Inject(TRANSACTION_RUNNER) private readonly runner: TransactionRunner,
    private readonly pages: OwnerPages,
    private readonly applier: EventApplier,
    private readonly reads: OwnerReads,
  ) {}

  /** Takes in the log as if it came by the stream. */
  async follow(read: OwnerRead): Promise<void> {
    const page = await this.pages.log(read.name, read.cursor, read.since);
    const applied = await this.pages.takeIn('fact', read.name, page.events);
    await this.reads.commit(read, async () => ({ ...page, read: page.events.length, applied }));
  }

  /** Compares positions with how far the aggregates have come, and fetches what is missing. */
  async compare(read: OwnerRead): Promise<void> {
    const { data, page } = await this.pages.heads(read.name, read.cursor, read.since);
    let applied = 0;
    for (const { aggregateId, after } of await this.behind(read.name, data)) {
      for await (const missing of this.pages.factPagesAfter(read.name, aggregateId, after))
        applied += await this.pages.takeIn('fact', read.name, missing);
    }
    const outcome = { cursor: page.nextCursor, hasMore: page.hasMore, read: data.length, applied };
    await this.reads.commit(read, async () => outcome);
  }

  /** Calls the projecting handlers for all facts again, an aggregate at a time: nobody sees it half done. */
  async rebuild(read: OwnerRead): Promise<void> {
    const { data, page } = await this.pages.heads(read.name, read.cursor, null, REBUILT_TOGETHER);
    let applied = 0;
    for (const { aggregateId } of data)
      applied += await this.reapply({ kind: 'fact', aggregate: read.name, aggregateId });
    const outcome = { cursor: page.nextCursor, hasMore: page.hasMore, read: data.length, applied };
    await this.reads.commit(read, async () => outcome);
  }

  /** Reads on until the stream has brought nothing later than what was read. */
  private async reapply(key: PositionKey): Promise<number> {
    const facts = await this.pages.factsAfter(key.aggregate, key.aggregateId, 0);
    for (let isAll = false; ;) {
      const applied = await this.runner.run((tx) => this.applier.reapplyFacts(tx, key, facts, isAll));
      if (applied !== undefined) return applied;
      const later = await this.pages.factsAfter(key.aggregate, key.aggregateId, facts.at(-1)?.sequence ?? 0);
      // An owner that was restored may have fewer than came from it.
      isAll = later.length === 0;
      facts.push(...later);
    }
  }

  private async behind(aggregate: string, heads: Head[]): Promise<{ aggregateId: string; after: number }[]> {
    const ids = heads.map(({ aggregateId }) => aggregateId);
    const rows = (await this.runner.run((tx) => tx.query(POSITIONS, [aggregate, ids]))) as Head[];
    const known = new Map(rows.map((row) => [row.aggregateId, row]));
    return heads.flatMap(({ aggregateId, epoch, sequence }) => {
      const here = known.get(aggregateId);
      // A new epoch continues somewhere in what we have: its owner's whole log decides where.
      if (here && epoch > here.epoch) return [{ aggregateId, after: 0 }];
      return sequence > (here?.sequence ?? 0) ? [{ aggregateId, after: here?.sequence ?? 0 }] : [];
    });
  }
}
