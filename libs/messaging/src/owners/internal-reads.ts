import { DomainError, type EventEnvelope } from '@app/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EventPage, Head, HeadPage } from './owner-log.js';
import { StateRenderer } from '../outgoing/state-renderer.js';

/** What `GET /internal/events` may be asked for. */
export interface EventsQuery {
  /** `assessment.project`; needed beside `aggregateId`, and a filter without it. */
  aggregate?: string;
  aggregateId?: string;
  /** With `aggregateId`: facts with a greater sequence. */
  after?: number;
  /** Without: where the last page of the whole log ended. */
  cursor?: string;
  /** Without `aggregateId`: only what was recorded since. */
  since?: Date;
  limit?: number;
}

/** What `GET /internal/heads` may be asked for. */
export interface HeadsQuery {
  cursor?: string;
  /** Only aggregates with facts recorded since. */
  since?: Date;
  limit?: number;
}

/** What `GET /internal/states/<entity>` may be asked for. */
export interface StatesQuery {
  /** Only these entities; one that does not exist is answered as deleted. */
  ids?: readonly string[];
  cursor?: string;
  limit?: number;
}

/** The question for a log or a snapshot cannot be answered as it is put. */
export class InternalQueryInvalid extends DomainError {
  readonly code = 'internal-query-invalid';
  readonly kind = 'invalid';
}

/** No state of that name is published here. */
export class StateUnknown extends DomainError {
  readonly code = 'state-unknown';
  readonly kind = 'not-found';

  constructor(entity: string) {
    super(`This service publishes no state ${entity}`, { entity });
  }
}

const LIMIT = 500;

const OF_AGGREGATE = `
  SELECT envelope FROM event_log WHERE aggregate = $1 AND aggregate_id = $2 AND sequence > $3
  ORDER BY sequence LIMIT $4`;

/** Only what no open transaction can still come before, or a reader's cursor would pass over it. */
const WHOLE = `
  SELECT envelope, transaction_id::text AS transaction, position FROM event_log
  WHERE (transaction_id, position) > ($1::xid8, $2::bigint)
    AND transaction_id < pg_snapshot_xmin(pg_current_snapshot()) AND ($3::text IS NULL OR aggregate = $3)
    AND ($4::timestamptz IS NULL OR recorded_at >= $4)
  ORDER BY transaction_id, position LIMIT $5`;

/**
 * Where the log ends for a reader that begins now. An owner that is always busy always hides something: a reader that
 * waited for all of it would never come to an end, and what is newer comes by the stream.
 */
const START = 'SELECT epoch, pg_snapshot_xmax(pg_current_snapshot())::text AS until FROM messaging_state';

/** Whether something before the end is committed and cannot be shown in order yet: an older transaction is still open. */
const HIDDEN = `
  SELECT EXISTS (SELECT 1 FROM event_log WHERE transaction_id >= pg_snapshot_xmin(pg_current_snapshot())
    AND transaction_id < $2::xid8 AND ($1::text IS NULL OR aggregate = $1)) AS hidden`;

const HEADS = `
  SELECT DISTINCT ON (aggregate_id) aggregate_id AS "aggregateId", sequence::float8 AS sequence,
    (envelope ->> 'epoch')::int AS epoch
  FROM event_log WHERE aggregate = $1 AND ($2::text IS NULL OR aggregate_id > $2)
    AND ($3::timestamptz IS NULL OR recorded_at >= $3)
  ORDER BY aggregate_id, sequence DESC LIMIT $4`;

/** The owner's side of filling gaps and rebuilding replicas. Whoever exposes it lets only services in. */
@Injectable()
export class InternalReads {
  constructor(
    private readonly dataSource: DataSource,
    private readonly renderer: StateRenderer,
  ) {}

  /** Facts of one aggregate after a sequence, or the whole log in the order of its transactions. */
  async events(query: EventsQuery): Promise<EventPage> {
    const limit = Math.min(Math.max(query.limit ?? LIMIT, 1), LIMIT);
    if (query.aggregateId !== undefined) return this.ofAggregate(query, limit);
    const [start] = (await this.dataSource.query(START)) as { epoch: number; until: string }[];
    const { transaction, position, until } = placeAfter(query.cursor, start!);
    // Asked before the rows are read: what is hidden no more by then is among them.
    const isHiding = await this.hidesSome(query.aggregate, until);
    const values = [transaction, position, query.aggregate ?? null, query.since ?? null, limit + 1];
    const rows = (await this.dataSource.query(WHOLE, values)) as {
      envelope: EventEnvelope;
      transaction: string;
      position: string;
    }[];
    const last = rows.length > limit ? rows[limit - 1] : rows.at(-1);
    const hasMore = rows.length > limit || isHiding;
    // The last page has a cursor too: it is where a reader that follows the log asks again, then up to another end.
    const place = last ?? (query.cursor ? { transaction, position } : undefined);
    const next = place && [start!.epoch, place.transaction, place.position, ...(hasMore ? [until] : [])];
    const nextCursor = next?.join('.') ?? null;
    return { data: rows.slice(0, limit).map(({ envelope }) => envelope), page: { nextCursor, hasMore } };
  }

  /** The last fact of each aggregate, in the order of their ids. */
  async heads(aggregate: string, query: HeadsQuery = {}): Promise<HeadPage> {
    const limit = Math.min(Math.max(query.limit ?? LIMIT, 1), LIMIT);
    const values = [aggregate, query.cursor ?? null, query.since ?? null, limit + 1];
    const rows = (await this.dataSource.query(HEADS, values)) as Head[];
    const data = rows.slice(0, limit);
    const hasMore = rows.length > limit;
    return { data, page: { nextCursor: hasMore ? data.at(-1)!.aggregateId : null, hasMore } };
  }

  /** The rows of an entity as states, in the order of their ids, or those that were asked for. */
  async states(entity: string, query: StatesQuery = {}): Promise<EventPage> {
    const source = this.renderer.sourceOf(entity);
    if (!source) throw new StateUnknown(entity);
    if (query.ids) {
      if (query.ids.length > LIMIT) throw new InternalQueryInvalid(`"ids" names more than ${LIMIT} entities`);
      const found = await this.renderer.render(source.contract.name, query.ids);
      return { data: [...found.values()], page: { nextCursor: null, hasMore: false } };
    }
    const limit = Math.min(Math.max(query.limit ?? LIMIT, 1), LIMIT);
    const data = await this.renderer.page(source, query.cursor ?? null, limit + 1);
    const hasMore = data.length > limit;
    const shown = data.slice(0, limit);
    return { data: shown, page: { nextCursor: hasMore ? shown.at(-1)!.subject : null, hasMore } };
  }

  private async hidesSome(aggregate: string | undefined, until: string): Promise<boolean> {
    const [row] = (await this.dataSource.query(HIDDEN, [aggregate ?? null, until])) as { hidden: boolean }[];
    return row!.hidden;
  }

  private async ofAggregate(query: EventsQuery, limit: number): Promise<EventPage> {
    if (!query.aggregate) throw new InternalQueryInvalid('"aggregateId" needs "aggregate" beside it');
    const values = [query.aggregate, query.aggregateId, query.after ?? 0, limit + 1];
    const rows = (await this.dataSource.query(OF_AGGREGATE, values)) as { envelope: EventEnvelope }[];
    const data = rows.slice(0, limit).map(({ envelope }) => envelope);
    return { data, page: { nextCursor: null, hasMore: rows.length > limit } };
  }
}

interface Place {
  transaction: string;
  position: string;
  /** The reading ends before this transaction. */
  until: string;
}

/** A database that was restored has other transactions: a cursor of an earlier epoch leads to the beginning. */
function placeAfter(cursor: string | undefined, { epoch, until }: { epoch: number; until: string }): Place {
  const beginning = { transaction: '0', position: '0', until };
  if (!cursor) return beginning;
  const match = /^(\d{1,10})\.(\d{1,19})\.(\d{1,18})(?:\.(\d{1,19}))?$/.exec(cursor);
  if (!match) throw new InternalQueryInvalid('"cursor" is none of this log');
  if (Number(match[1]) !== epoch) return beginning;
  return { transaction: match[2]!, position: match[3]!, until: match[4] ?? until };
}
