import { Inject, Injectable, Logger } from '@nestjs/common';
import type pg from 'pg';
import { BrokerConnection } from './broker-connection.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from './ports.js';
import { StateRenderer } from './state-renderer.js';
import { STREAMS } from './streams.js';

const EVERY_MS = 60_000;
const RETRY_MS = 5000;
/** A broker that loses what it had acknowledged loses the newest: what its disk had not written yet. */
const WINDOW = `interval '10 minutes'`;
const KEPT = `interval '400 days'`;

const AGAIN = `
  INSERT INTO outbox (kind, event_id)
  SELECT 'fact', event_id FROM event_log
  WHERE recorded_at > $1 AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.event_id = event_log.event_id)
  ORDER BY position`;

const KNOWN = `
  SELECT stream_created, facts::float8 AS facts, checked_at - ${WINDOW} AS recent, now() - ${KEPT} AS oldest,
    (SELECT count(*)::float8 FROM event_log WHERE recorded_at > checked_at - ${WINDOW}) AS recently,
    (SELECT count(*)::float8 FROM event_log WHERE recorded_at BETWEEN checked_at - ${KEPT} - ${WINDOW}
      AND now() - ${KEPT} + ${WINDOW}) AS expired
  FROM published`;

interface Known {
  stream_created: string | null;
  facts: number;
  /** From when on facts may be missing at the broker without anybody having noticed. */
  recent: Date;
  oldest: Date;
  /** Facts recorded since `recent`. */
  recently: number;
  /** Facts that may have reached the end of their time in the stream since the last check. */
  expired: number;
}

/**
 * Compares what the broker has with what it has acknowledged, and publishes again what it lost: the log is here, the
 * broker only distributes it. Consumers drop what they had already.
 */
@Injectable()
export class StreamReconciler {
  private readonly logger = new Logger(StreamReconciler.name);
  private dueAt = 0;

  constructor(
    private readonly broker: BrokerConnection,
    private readonly renderer: StateRenderer,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {
    // A broker that was away may have come back with less.
    this.broker.onReconnect(() => (this.dueAt = 0));
  }

  /**
   * Checks every minute and after each reconnect, through the connection that holds the relay's lock. A broker that
   * cannot tell is asked again; it does not keep anything from being published.
   */
  async checkWhenDue(connection: pg.Client): Promise<void> {
    if (performance.now() < this.dueAt) return;
    this.dueAt = performance.now() + RETRY_MS;
    try {
      await this.check(connection);
      this.dueAt = performance.now() + EVERY_MS;
    } catch (error) {
      this.logger.warn(`Log and stream could not be compared: ${(error as Error).message}`);
    }
  }

  private async check(connection: pg.Client): Promise<void> {
    const { created, facts } = await this.inStream();
    const known = await this.known(connection);
    const isOther = known.stream_created !== null && known.stream_created !== created;
    const lost = isOther ? Infinity : known.facts - known.expired - facts;
    if (lost > 0) await this.publishAgain(connection, known, lost);
    const sql = 'UPDATE published SET stream_created = $1, facts = $2, checked_at = now()';
    await connection.query(sql, [created, facts]);
  }

  private async inStream(): Promise<{ created: string; facts: number }> {
    const filter = { subjects_filter: `evt.${this.options.service}.>` };
    const { created, state } = await this.broker.jsm.streams.info(STREAMS.fact, filter);
    const counts = Object.values(state.subjects ?? {});
    return { created: String(created), facts: counts.reduce((sum, count) => sum + count, 0) };
  }

  private async known(connection: pg.Client): Promise<Known> {
    const { rows } = await connection.query(KNOWN);
    return rows[0] as Known;
  }

  private async publishAgain(connection: pg.Client, known: Known, lost: number): Promise<void> {
    const since = lost > known.recently ? known.oldest : known.recent;
    const { rowCount } = await connection.query(AGAIN, [since]);
    const states = await this.renderer.addAllToOutbox(connection);
    this.logger.warn(`The broker has lost events: ${rowCount} facts and ${states} states are published again`);
  }
}
