import type { EventEnvelope } from '@app/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { aggregateOfName } from './backfill-rows.js';
import { DELETED_VERSION } from '../outgoing/envelope.js';
import { EventApplier } from '../incoming/event-applier.js';
import { aggregateOf, type IncomingEvent } from '../incoming/incoming-event.js';
import { OwnerPages, type CheckedPage } from './owner-pages.js';
import { OwnerReads, type OwnerRead } from './owner-reads.js';

/** Rows here between two ids that are not known to be deleted. The ids are UUIDs: their text sorts as they do. */
const BETWEEN = `
  SELECT aggregate_id AS id FROM positions
  WHERE kind = 'state' AND aggregate = $1 AND sequence > 0 AND sequence < ${DELETED_VERSION}
    AND ($2::text IS NULL OR aggregate_id COLLATE "C" > $2) AND ($3::text IS NULL OR aggregate_id COLLATE "C" <= $3)
    AND aggregate_id <> ALL ($4::text[]) ORDER BY aggregate_id COLLATE "C" LIMIT 500`;

/** Reads a replicated entity from its owner, a page at a time. */
@Injectable()
export class StateReading {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pages: OwnerPages,
    private readonly applier: EventApplier,
    private readonly reads: OwnerReads,
  ) {}

  /** Takes in what is newer than what is here. */
  async load(read: OwnerRead): Promise<void> {
    const page = await this.pages.states(read.name, read.cursor);
    const applied = await this.pages.takeIn('state', read.name, page.events);
    await this.reads.commit(read, async () => ({ ...page, read: page.events.length, applied }));
  }

  /** Takes in what is newer, and that rows are gone at their owner. */
  async compare(read: OwnerRead): Promise<void> {
    const page = await this.pages.states(read.name, read.cursor);
    const strays = await this.straysBeside(read, page);
    const applied = await this.pages.takeIn('state', read.name, [...page.events, ...strays]);
    await this.reads.commit(read, async () => ({ ...page, read: page.events.length, applied, removed: gone(strays) }));
  }

  /** Puts down every row as its owner has it, whether it is news or not: what was damaged here is whole again. */
  async rebuild(read: OwnerRead): Promise<void> {
    const page = await this.pages.states(read.name, read.cursor);
    const strays = await this.straysBeside(read, page);
    await this.reads.commit(read, async (tx) => {
      const applied = await this.applier.reapplyStates(tx, [...page.events, ...strays].map(asState));
      return { ...page, read: page.events.length, applied, removed: gone(strays) };
    });
  }

  /** What its owner says of rows that are here and were not on its page: they are deleted, or came a moment ago. */
  private async straysBeside(read: OwnerRead, { events, hasMore }: CheckedPage): Promise<EventEnvelope[]> {
    const known = events.map((event) => event.subject);
    const until = hasMore ? known.at(-1) : null;
    const found: EventEnvelope[] = [];
    for (let after = read.cursor; ;) {
      const values = [aggregateOfName(read.name), after, until, known];
      const rows = (await this.dataSource.query(BETWEEN, values)) as { id: string }[];
      if (rows.length === 0) return found;
      const ids = rows.map(({ id }) => id);
      found.push(...(await this.pages.statesOf(read.name, ids)));
      after = ids.at(-1)!;
    }
  }
}

function asState(event: EventEnvelope): IncomingEvent {
  return { kind: 'state', aggregate: aggregateOf(event.type), event };
}

function gone(strays: EventEnvelope[]): number {
  return strays.filter((event) => event.data === null).length;
}
