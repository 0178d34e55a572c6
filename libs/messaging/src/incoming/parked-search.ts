import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Handlers } from './handlers.js';
import type { IncomingEvent, PositionKey } from './incoming-event.js';
import { OwnerReadPlanner } from '../owners/owner-read-planner.js';
import { MESSAGING_OPTIONS, retryOptions, type MessagingOptions } from '../ports.js';

/** Most aggregates whose turn has come that one look gives. */
export const DUE_AT_ONCE = 50;

const KEY = 'parked.kind, parked.aggregate, parked.aggregate_id AS "aggregateId"';
const WITH_POSITION = `parked JOIN positions ON positions.kind = parked.kind
  AND positions.aggregate = parked.aggregate AND positions.aggregate_id = parked.aggregate_id`;

/**
 * Their turn has come, but whoever was to take them up did not: a crash, a lost connection, another replica, or an older
 * version that leaves them to this one. What only a newer version handles is left to that, and a new epoch to `GAPS`.
 */
const DUE = `
  SELECT ${KEY} FROM ${WITH_POSITION}
  WHERE parked.next_try_at <= now() AND positions.held IS DISTINCT FROM 'dead-letter'
    AND (parked.kind = 'state' OR (parked.sequence <= positions.sequence + 1
      AND (parked.epoch <= positions.epoch OR positions.sequence = 0)))
    AND NOT EXISTS (SELECT 1 FROM handled_facts
      WHERE 'tulga.' || name = parked.event ->> 'type' AND name <> ALL ($1::text[]))
  GROUP BY 1, 2, 3 ORDER BY min(parked.next_try_at) LIMIT ${DUE_AT_ONCE}`;

/**
 * Facts that wait for others which should have come by now, or that belong to a new epoch of their owner. The next one may
 * have come and failed: then it comes again, unless the broker has lost it meanwhile.
 */
const GAPS = `
  SELECT ${KEY} FROM ${WITH_POSITION}
  WHERE parked.kind = 'fact' AND positions.held IS DISTINCT FROM 'dead-letter'
  GROUP BY 1, 2, 3, positions.sequence, positions.epoch, positions.attempts
  HAVING max(parked.next_try_at) <= now()
    AND (positions.attempts = 0 OR min(parked.since) <= now() - interval '5 minutes')
    AND ((min(parked.sequence) > positions.sequence + 1 AND min(parked.since) <= now() - $1 * interval '1 millisecond')
      OR (positions.sequence > 0 AND max(parked.epoch) > positions.epoch))
  LIMIT 20`;

/** Events whose row never came. */
const HOPELESS = `
  SELECT kind, aggregate, event, attempts, waits_entity AS entity, waits_id AS id FROM parked
  WHERE reason = 'replica' AND since <= now() - $1 * interval '1 millisecond' LIMIT 50`;

/** An event that has waited for a row as long as it may. */
export interface HopelessEvent extends IncomingEvent {
  attempts: number;
  entity: string;
  id: string;
}

/** Finds the parked events about which something is to be done: none before it is known what an older version passed over. */
@Injectable()
export class ParkedSearch {
  constructor(
    private readonly dataSource: DataSource,
    private readonly handlers: Handlers,
    private readonly planner: OwnerReadPlanner,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  /** Those that have been due for longest. */
  due(): Promise<PositionKey[]> {
    return this.find(DUE, this.handlers.factNames());
  }

  gaps(): Promise<PositionKey[]> {
    return this.find(GAPS, retryOptions(this.options).gapMs);
  }

  hopeless(): Promise<HopelessEvent[]> {
    return this.find(HOPELESS, retryOptions(this.options).replicaMs);
  }

  private async find<T>(sql: string, value: unknown): Promise<T[]> {
    return this.planner.isPlanned ? this.dataSource.query(sql, [value]) : [];
  }
}
