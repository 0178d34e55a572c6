import { DomainError, type EventEnvelope } from '@app/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { refusePassingOver, wasPassedOver } from '../owners/backfill-rows.js';
import { codeOf, classify } from './failure.js';
import { Handlers } from './handlers.js';
import { keyOf, type IncomingEvent, type PositionKey } from './incoming-event.js';
import { ParkedRetry } from './parked-retry.js';
import { changeReason, park } from './parked.js';
import { advance, decide, skip, type Position } from './position.js';
import { lockPosition, savePositions } from './positions.js';
import { reasonOf } from './dead-letter-rows.js';
import { TRANSACTION_RUNNER, type TransactionRunner } from '../ports.js';

/** An event that was given up, as operators see it. */
export interface DeadLetter {
  id: string;
  eventId: string;
  kind: 'fact' | 'state';
  type: string | null;
  aggregate: string | null;
  aggregateId: string | null;
  sequence: number | null;
  /** The text itself when it could not be read as an event. */
  event: EventEnvelope | string;
  code: string;
  reason: string;
  attempts: number;
  firstAt: Date;
  lastAt: Date;
  state: 'open' | 'replayed' | 'discarded';
  actor: string | null;
  note: string | null;
  /** Later facts of the same aggregate that wait behind it. */
  waiting: number;
}

/** There is no open dead letter of that id. */
export class DeadLetterNotFound extends DomainError {
  readonly code = 'dead-letter-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no open dead letter ${id}`, { id });
  }
}

/** It was no event to begin with, so there is nothing to handle; it can only be discarded. */
export class DeadLetterUnreadable extends DomainError {
  readonly code = 'dead-letter-unreadable';
  readonly kind = 'conflict';

  constructor(id: string) {
    super(`The dead letter ${id} is no event and can only be discarded`, { id });
  }
}

const COLUMNS = `
  id, coalesce(event ->> 'id', event_id) AS "eventId", kind, type, aggregate, aggregate_id AS "aggregateId", sequence::float8 AS sequence, event,
  code, reason, attempts, first_at AS "firstAt", last_at AS "lastAt", state, actor, note,
  (SELECT count(*)::int FROM parked WHERE parked.kind = dead_letters.kind AND parked.aggregate = dead_letters.aggregate
    AND parked.aggregate_id = dead_letters.aggregate_id) AS waiting`;

/** What operators do with events that were given up. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(TRANSACTION_RUNNER) private readonly runner: TransactionRunner,
    private readonly handlers: Handlers,
    private readonly parked: ParkedRetry,
  ) {}

  /** Oldest first, after the one with the id `afterId`. */
  async list(state: DeadLetter['state'] = 'open', afterId: string | null = null, limit = 50): Promise<DeadLetter[]> {
    const sql = `SELECT ${COLUMNS} FROM dead_letters WHERE state = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`;
    return (await this.dataSource.query(sql, [state, afterId, limit])) as DeadLetter[];
  }

  /** Handles the event now, and then the facts that waited behind it. What it fails with is the caller's error. */
  async redrive(id: string, actor: string): Promise<void> {
    let key: PositionKey | undefined;
    try {
      key = await this.runner.run(async (tx) => {
        const incoming = await this.load(tx, id);
        if (!incoming) throw new DeadLetterUnreadable(id);
        await this.release(tx, incoming, (position) => this.apply(tx, position, incoming));
        await close(tx, id, 'replayed', actor, null);
        return keyOf(incoming);
      });
    } catch (error) {
      await this.countFailure(id, error);
      throw error;
    }
    await this.parked.follow({ applied: [key], drainable: [key] });
  }

  /** Passes over the event for good. The facts that waited behind it are handled. */
  async discard(id: string, actor: string, reason: string): Promise<void> {
    const key = await this.runner.run(async (tx) => {
      const incoming = await this.load(tx, id);
      await close(tx, id, 'discarded', actor, reason);
      if (!incoming) return undefined;
      await this.release(tx, incoming, async (position) => {
        if (decide(position, incoming) === 'next') skip(position, incoming);
      });
      return keyOf(incoming);
    });
    if (key) await this.parked.follow({ applied: [], drainable: [key] });
  }

  /** Undefined for what could not be read as an event. */
  private async load(tx: EntityManager, id: string): Promise<IncomingEvent | undefined> {
    const sql = `SELECT kind, aggregate, event FROM dead_letters WHERE id = $1 AND state = 'open' FOR UPDATE`;
    const [row] = (await tx.query(sql, [id])) as (IncomingEvent & { aggregate: string | null })[];
    if (!row) throw new DeadLetterNotFound(id);
    return row.aggregate === null ? undefined : row;
  }

  private async release(
    tx: EntityManager,
    incoming: IncomingEvent,
    pass: (position: Position) => Promise<void>,
  ): Promise<void> {
    const key = keyOf(incoming);
    const position = await lockPosition(tx, key);
    position.held = null;
    await pass(position);
    if (incoming.kind === 'fact') {
      const held = (await this.isNextDead(tx, position, incoming)) ? 'dead-letter' : 'gap';
      position.held = held;
      await changeReason(tx, key, held);
    }
    await savePositions(tx, [position]);
  }

  /** Another dead letter may hold the aggregate back: one of a fact that was passed over before holds nothing. */
  private async isNextDead(tx: EntityManager, position: Position, released: IncomingEvent): Promise<boolean> {
    const sql = `SELECT 1 FROM dead_letters WHERE state = 'open' AND kind = 'fact' AND aggregate = $1
      AND aggregate_id = $2 AND sequence = $3 AND event_id <> $4`;
    const { aggregate, aggregateId, sequence } = position;
    return (await tx.query(sql, [aggregate, aggregateId, sequence + 1, released.event.id])).length > 0;
  }

  private async apply(tx: EntityManager, position: Position, incoming: IncomingEvent): Promise<void> {
    const decision = decide(position, incoming);
    if (decision === 'duplicate') {
      if (await wasPassedOver(tx, incoming)) await this.handlers.call(incoming.event, tx);
      return;
    }
    if (!this.handlers.isHandled(incoming.event.type)) await refusePassingOver(tx, [incoming]);
    if (decision !== 'next') return park(tx, [{ incoming, reason: 'gap' }]);
    await this.handlers.call(incoming.event, tx);
    advance(position, incoming);
  }

  private async countFailure(id: string, error: unknown): Promise<void> {
    if (error instanceof DeadLetterNotFound || ['transient', 'newer'].includes(classify(error))) return;
    const sql = `UPDATE dead_letters SET attempts = attempts + 1, last_at = clock_timestamp(), code = $2, reason = $3
      WHERE id = $1 AND state = 'open'`;
    await this.dataSource.query(sql, [id, codeOf(error), reasonOf(error)]);
  }
}

async function close(
  tx: EntityManager,
  id: string,
  state: 'replayed' | 'discarded',
  actor: string,
  note: string | null,
): Promise<void> {
  const sql = `UPDATE dead_letters SET state = $2, actor = $3, note = $4, last_at = clock_timestamp() WHERE id = $1`;
  await tx.query(sql, [id, state, actor, note]);
}
