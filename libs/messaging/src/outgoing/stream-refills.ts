import { Inject, Injectable, Logger } from '@nestjs/common';
import type pg from 'pg';
import { STREAMS } from '../broker/streams.js';
import { isTransient } from '../incoming/failure.js';
import { TRANSACTION_RUNNER, type TransactionRunner } from '../ports.js';
import { StateRenderer } from './state-renderer.js';

/** As many facts are looked at at a time: a new one waits for no more of the old ones. */
const FACTS = 2000;
/** When nothing is to be filled. What another replica has begun is found out then. */
const LOOK_MS = 10_000;
/** After a page that could not be read. */
const RETRY_MS = 5000;

const BEGIN = `
  WITH forgotten AS (DELETE FROM publications WHERE stream = $1)
  INSERT INTO stream_refills (name, since) SELECT unnest($2::text[]), now() - $3 * interval '1 second'
  ON CONFLICT (name) DO UPDATE SET since = excluded.since,
    transaction_id = excluded.transaction_id, position = excluded.position, entity_id = excluded.entity_id`;

const NEXT = `
  SELECT name, since, transaction_id, position, entity_id FROM stream_refills
  WHERE name = ANY ($1) ORDER BY name = ANY ($2), name LIMIT 1`;

/**
 * What is recorded meanwhile may be published twice; what has not been published the first time need not be. The outbox
 * is read once for that ("NOT IN"): it looks empty to the planner, which would read it for each fact.
 */
const ADD_FACTS = `
  WITH part AS (
    SELECT event_id, transaction_id, position, recorded_at FROM event_log
    WHERE (transaction_id, position) > ($2::xid8, $3::bigint) ORDER BY transaction_id, position LIMIT ${FACTS}
  ), added AS (
    INSERT INTO outbox (kind, event_id, is_copy)
    SELECT 'fact', event_id, true FROM part
    WHERE recorded_at > $4 AND event_id NOT IN (SELECT event_id FROM outbox WHERE kind = 'fact')
    ORDER BY position
  )
  UPDATE stream_refills SET (transaction_id, position) =
    (SELECT transaction_id, position FROM part ORDER BY transaction_id DESC, position DESC LIMIT 1)
  WHERE name = $1 AND EXISTS (SELECT 1 FROM part)`;

/** Unless somebody has begun from the start meanwhile. */
const AT_PLACE = `name = $1 AND entity_id IS NOT DISTINCT FROM $2`;

interface Refill {
  name: string;
  since: Date;
  transaction_id: string;
  position: string;
  entity_id: string | null;
}

/**
 * Fills a stream again that the broker has lost as a whole, a part at a time and only when the outbox has next to
 * nothing: neither new events nor the lock wait for a long log. The place reached is remembered in the transaction that
 * fills the outbox, so another replica goes on from there and nothing gets in twice.
 */
@Injectable()
export class StreamRefills {
  private readonly logger = new Logger(StreamRefills.name);
  private readonly failed = new Set<string>();
  private lookAt = 0;

  constructor(
    private readonly renderer: StateRenderer,
    @Inject(TRANSACTION_RUNNER) private readonly runner: TransactionRunner,
  ) {}

  /** Forgets all places in the stream; from now on every event that it should have enters the outbox again. */
  async begin(connection: pg.Client, stream: string, keptSeconds: number): Promise<void> {
    const names = stream === STREAMS.fact ? [stream] : this.renderer.contractNames();
    await connection.query(BEGIN, [stream, names, keptSeconds]);
    this.lookAt = 0;
    this.logger.warn(`The broker has lost what was in ${stream}: all of it is published again`);
  }

  /** Puts the next part into the outbox, if there is any. */
  async goOn(connection: pg.Client): Promise<void> {
    if (performance.now() < this.lookAt) return;
    const known = [STREAMS.fact, ...this.renderer.contractNames()];
    const { rows } = await connection.query<Refill>(NEXT, [known, [...this.failed]]);
    const refill = rows[0];
    if (!refill) this.lookAt = performance.now() + LOOK_MS;
    else if (refill.name === STREAMS.fact) await addFacts(connection, refill);
    else await this.addStates(refill);
  }

  /** Where a page cannot be read, the others come first, and it is tried again. */
  private async addStates(refill: Refill): Promise<void> {
    try {
      await this.addPage(refill);
      this.failed.delete(refill.name);
    } catch (error) {
      this.failed.add(refill.name);
      this.lookAt = performance.now() + RETRY_MS;
      const level = isTransient(error) ? 'warn' : 'error';
      this.logger[level](`${refill.name} cannot be published again: ${(error as Error).message}`);
    }
  }

  private async addPage({ name, entity_id: after }: Refill): Promise<void> {
    await this.runner.run(async (tx) => {
      const last = await this.renderer.addPageToOutbox(tx, name, after);
      if (last) await tx.query(`UPDATE stream_refills SET entity_id = $3 WHERE ${AT_PLACE}`, [name, after, last]);
      else await tx.query(`DELETE FROM stream_refills WHERE ${AT_PLACE}`, [name, after]);
    });
  }
}

async function addFacts(connection: pg.Client, refill: Refill): Promise<void> {
  const { name, transaction_id: transaction, position, since } = refill;
  const { rowCount } = await connection.query(ADD_FACTS, [name, transaction, position, since]);
  if (rowCount === 0) await connection.query('DELETE FROM stream_refills WHERE name = $1', [name]);
}
