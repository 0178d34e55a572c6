import type { EventEnvelope } from '@app/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventApplier } from '../incoming/event-applier.js';
import type { PositionKey } from '../incoming/incoming-event.js';
import type { Head } from './owner-log.js';
import { OwnerPages } from './owner-pages.js';
import { OwnerReads, type OwnerRead } from './owner-reads.js';

const POSITIONS = `
  SELECT aggregate_id AS "aggregateId", epoch, sequence::float8 AS sequence FROM positions
  WHERE kind = 'fact' AND aggregate = $1 AND aggregate_id = ANY ($2)`;

/** Reads an aggregate's facts from its owner, a page at a time. */
@Injectable()
export class FactReading {
  constructor(
    private readonly dataSource: DataSource,
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
      const missing = await this.pages.factsAfter(read.name, aggregateId, after);
      applied += await this.pages.takeIn('fact', read.name, missing);
    }
    const outcome = { cursor: page.nextCursor, hasMore: page.hasMore, read: data.length, applied };
    await this.reads.commit(read, async () => outcome);
  }

  /** Calls the projecting handlers for all facts again, an aggregate at a time: nobody sees it half done. */
  async rebuild(read: OwnerRead): Promise<void> {
    const { data, page } = await this.pages.heads(read.name, read.cursor);
    const histories: [PositionKey, EventEnvelope[]][] = [];
    for (const { aggregateId } of data) {
      const key: PositionKey = { kind: 'fact', aggregate: read.name, aggregateId };
      histories.push([key, await this.pages.factsAfter(read.name, aggregateId, 0)]);
    }
    await this.reads.commit(read, async (tx) => {
      let applied = 0;
      for (const [key, facts] of histories) applied += await this.applier.reapplyFacts(tx, key, facts);
      return { cursor: page.nextCursor, hasMore: page.hasMore, read: data.length, applied };
    });
  }

  private async behind(aggregate: string, heads: Head[]): Promise<{ aggregateId: string; after: number }[]> {
    const ids = heads.map(({ aggregateId }) => aggregateId);
    const rows = (await this.dataSource.query(POSITIONS, [aggregate, ids])) as Head[];
    const known = new Map(rows.map((row) => [row.aggregateId, row]));
    return heads.flatMap(({ aggregateId, epoch, sequence }) => {
      const here = known.get(aggregateId);
      // A new epoch continues somewhere in what we have: its owner's whole log decides where.
      if (here && epoch > here.epoch) return [{ aggregateId, after: 0 }];
      return sequence > (here?.sequence ?? 0) ? [{ aggregateId, after: here?.sequence ?? 0 }] : [];
    });
  }
}
