import type { EventEnvelope } from '@app/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { aggregateOfName } from './backfill-rows.js';
import { DELETED_VERSION } from '../outgoing/envelope.js';
import { EventApplier } from '../incoming/event-applier.js';
import { aggregateOf, type IncomingEvent } from '../incoming/incoming-event.js';
import { OwnerPages, type CheckedPage } from './owner-pages.js';
import { OwnerReads, type OwnerRead, type PageOutcome } from './owner-reads.js';
import { TRANSACTION_RUNNER, type TransactionRunner } from '../ports.js';

/** Their ids stand in one address, and with the token a request's head may have no more than 16 KiB. */
const ASKED_TOGETHER = 200;

/** Rows here between two ids that are not known to be deleted. The ids are UUIDs: their text sorts as they do. */
const BETWEEN = `
  SELECT aggregate_id AS id FROM positions
  WHERE kind = 'state' AND aggregate = $1 AND sequence > 0 AND sequence < ${DELETED_VERSION}
    AND ($2::text IS NULL OR aggregate_id COLLATE "C" > $2) AND ($3::text IS NULL OR aggregate_id COLLATE "C" <= $3)
    AND aggregate_id <> ALL ($4::text[]) ORDER BY aggregate_id COLLATE "C" LIMIT ${ASKED_TOGETHER}`;

/** Reads a replicated entity from its owner, a page at a time. */
@Injectable()
export class StateReading {
  constructor(
    @Inject(TRANSACTION_RUNNER) private readonly runner: TransactionRunner,
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
    const outcome = await this.pageByPage(read, (events) => this.pages.takeIn('state', read.name, events));
    await this.reads.commit(read, async () => outcome);
  }

  /** Puts down every row as its owner has it, whether it is news or not: what was damaged here is whole again. */
  async rebuild(read: OwnerRead): Promise<void> {
    const reapply = (events: EventEnvelope[]): Promise<number> =>
      this.runner.run((tx) => this.applier.reapplyStates(tx, events.map(asState)));
    const outcome = await this.pageByPage(read, reapply);
    await this.reads.commit(read, async () => outcome);
  }

  /** Takes a page, and of the rows beside it some at a time: there may be many after the last page. */
  private async pageByPage(read: OwnerRead, take: (events: EventEnvelope[]) => Promise<number>): Promise<PageOutcome> {
    const page = await this.pages.states(read.name, read.cursor);
    let applied = await take(page.events);
    let removed = 0;
    for await (const strays of this.straysBeside(read, page)) {
      applied += await take(strays);
      removed += strays.filter((event) => event.data === null).length;
    }
    return { ...page, read: page.events.length, applied, removed };
  }

  /** What its owner says of rows that are here and were not on its page: they are deleted, or came a moment ago. */
  private async *straysBeside(read: OwnerRead, { events, hasMore }: CheckedPage): AsyncGenerator<EventEnvelope[]> {
    const known = events.map((event) => event.subject);
    const until = hasMore ? known.at(-1) : null;
    for (let after = read.cursor; ;) {
      const values = [aggregateOfName(read.name), after, until, known];
      const rows = (await this.runner.run((tx) => tx.query(BETWEEN, values))) as { id: string }[];
      if (rows.length === 0) return;
      const ids = rows.map(({ id }) => id);
      yield await this.pages.statesOf(read.name, ids);
      after = ids.at(-1)!;
    }
  }
}

function asState(event: EventEnvelope): IncomingEvent {
  return { kind: 'state', aggregate: aggregateOf(event.type), event };
}
