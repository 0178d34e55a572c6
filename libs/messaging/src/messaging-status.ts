import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CaughtUp } from './caught-up.js';

/** How a service's messaging is doing, for operators and for tests that wait until all is quiet. */
export interface MessagingFigures {
  /** Rows not yet published. */
  outbox: number;
  outboxOldestMs: number;
  parked: number;
  deadLetters: number;
  /** Undelivered and unacknowledged at the broker, both streams; -1 when the broker cannot tell. */
  pending: number;
  /** Facts that were applied more often than once. Zero, or messaging is broken. */
  doubles: number;
  /** Facts recorded, by contract name. */
  events: Record<string, number>;
  caughtUpAt: Date | null;
}

const COUNTS = `
  SELECT (SELECT count(*)::int FROM outbox) AS outbox,
    (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(added_at)) * 1000, 0)::float8 FROM outbox)
      AS "outboxOldestMs",
    (SELECT count(*)::int FROM parked) AS parked,
    (SELECT count(*)::int FROM dead_letters WHERE state = 'open') AS "deadLetters",
    (SELECT coalesce(sum(greatest(applied - (sequence - first + 1), 0)), 0)::int FROM positions WHERE kind = 'fact')
      AS doubles,
    (SELECT coalesce(json_object_agg(name, count), '{}') FROM
      (SELECT name, count(*)::int AS count FROM event_log GROUP BY name ORDER BY name) AS named) AS events`;

/** Reads the figures. */
@Injectable()
export class MessagingStatus {
  constructor(
    private readonly dataSource: DataSource,
    private readonly caughtUp: CaughtUp,
  ) {}

  async read(): Promise<MessagingFigures> {
    const [[counts], pending] = await Promise.all([
      this.dataSource.query(COUNTS) as Promise<Omit<MessagingFigures, 'pending' | 'caughtUpAt'>[]>,
      this.caughtUp.pending().catch(() => -1),
    ]);
    return { ...counts!, outboxOldestMs: Math.round(counts!.outboxOldestMs), pending, caughtUpAt: this.caughtUp.at };
  }
}
