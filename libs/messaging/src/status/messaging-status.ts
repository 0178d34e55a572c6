import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CaughtUp } from './caught-up.js';
import { ConsumerLags, type ConsumerLag } from './consumer-lags.js';
import { RelayLock } from '../outgoing/relay-lock.js';

/** How a service's messaging is doing, for operators and for tests that wait until all is quiet. */
export interface MessagingFigures {
  /** Rows not yet published. */
  outbox: number;
  outboxOldestMs: number;
  parked: number;
  deadLetters: number;
  /** Undelivered and unacknowledged at the broker, both streams; -1 when the broker cannot tell. */
  pending: number;
  /** Delivered more than once and still not acknowledged; -1 when the broker cannot tell. */
  redelivered: number;
  /** Facts that were applied more often than once. Zero, or messaging is broken. */
  doubles: number;
  /** Facts recorded, by contract name. */
  events: Record<string, number>;
  caughtUpAt: Date | null;
}

/** What a metrics scrape sees. Null: database or broker did not answer in time. */
export interface MessagingGauges {
  database: {
    outbox: number;
    outboxOldestMs: number;
    /** By what they wait for: `gap`, `replica` or `dead-letter`. */
    parked: Record<string, number>;
    deadLetters: number;
    doubles: number;
    /** Age of the first fact that readers of the log cannot see yet, since an older transaction is open. */
    logHeldBackMs: number;
  } | null;
  lags: ConsumerLag[] | null;
  /** Whether this replica publishes the outbox. */
  isRelay: boolean;
  isBrokerThere: boolean;
  caughtUpAt: Date | null;
}

const WAITING = `
  (SELECT count(*)::int FROM outbox) AS outbox,
  (SELECT round(coalesce(extract(epoch FROM clock_timestamp() - min(added_at)) * 1000, 0))::float8 FROM outbox)
    AS "outboxOldestMs",
  (SELECT count(*)::int FROM dead_letters WHERE state = 'open') AS "deadLetters"`;
const DOUBLES = `
  (SELECT coalesce(sum(greatest(applied - (sequence - first + 1), 0)), 0)::int FROM positions WHERE kind = 'fact')
    AS doubles`;
/** Also by a transaction of another database of the server, which this service's role could not look up. */
const HELD_BACK = `
  coalesce((SELECT round(extract(epoch FROM clock_timestamp() - recorded_at) * 1000)::float8 FROM event_log
    WHERE transaction_id >= pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY transaction_id, position LIMIT 1), 0) AS "logHeldBackMs"`;
const FIGURES = `
  SELECT ${WAITING}, ${DOUBLES}, (SELECT count(*)::int FROM parked) AS parked,
    (SELECT coalesce(json_object_agg(name, count), '{}') FROM
      (SELECT name, count(*)::int AS count FROM event_log GROUP BY name ORDER BY name) AS named) AS events`;
const GAUGES = `
  SELECT ${WAITING}, ${HELD_BACK}, (SELECT coalesce(json_object_agg(reason, count), '{}') FROM
    (SELECT reason, count(*)::int AS count FROM parked GROUP BY reason) AS parked) AS parked`;

/** Positions grow with the aggregates, and a double never goes away again: there is no need to look at each scrape. */
const DOUBLES_EVERY_MS = 60_000;
const PATIENCE_MS = 2000;

/** Reads the figures. */
@Injectable()
export class MessagingStatus {
  private doubles = { count: 0, readAt: -Infinity };

  constructor(
    private readonly dataSource: DataSource,
    private readonly caughtUp: CaughtUp,
    private readonly lags: ConsumerLags,
    private readonly relay: RelayLock,
  ) {}

  /** Everything, the whole log counted: for people and tests, not for a scrape every few seconds. */
  async read(): Promise<MessagingFigures> {
    type Counts = Omit<MessagingFigures, 'pending' | 'redelivered' | 'caughtUpAt'>;
    const [[counts], lags] = await Promise.all([
      this.dataSource.query<Counts[]>(FIGURES),
      this.lags.read().catch(() => null),
    ]);
    const total = (of: (lag: ConsumerLag) => number): number =>
      lags ? lags.reduce((sum, lag) => sum + of(lag), 0) : -1;
    return {
      ...counts!,
      pending: total((lag) => lag.pending + lag.ackPending),
      redelivered: total((lag) => lag.redelivered),
      caughtUpAt: this.caughtUp.at,
    };
  }

  /** What changes from one scrape to the next. Never throws, and is done within seconds whatever is away. */
  async gauges(): Promise<MessagingGauges> {
    const [database, lags] = await Promise.all([inTime(this.readDatabase()), inTime(this.lags.read())]);
    const { isBrokerThere } = this.lags;
    return { database, lags, isRelay: this.relay.isHeld, isBrokerThere, caughtUpAt: this.caughtUp.at };
  }

  private async readDatabase(): Promise<MessagingGauges['database']> {
    type Counts = Omit<NonNullable<MessagingGauges['database']>, 'doubles'>;
    const [counts] = await this.dataSource.query<Counts[]>(GAUGES);
    return { ...counts!, doubles: await this.countDoubles() };
  }

  private async countDoubles(): Promise<number> {
    if (performance.now() - this.doubles.readAt > DOUBLES_EVERY_MS) {
      const [row] = await this.dataSource.query<{ doubles: number }[]>(`SELECT ${DOUBLES}`);
      this.doubles = { count: row!.doubles, readAt: performance.now() };
    }
    return this.doubles.count;
  }
}

async function inTime<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), PATIENCE_MS)));
  try {
    return await Promise.race([answer.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
