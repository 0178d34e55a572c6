import { DomainError } from '@app/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Handlers } from '../incoming/handlers.js';
import { TRANSACTION_RUNNER, type TransactionRunner } from '../ports.js';

/**
 * Why an owner is read: `load` fills the replica of a new service, `follow` fetches facts from before the stream or since
 * the moment of a backup, `backfill` brings a newly handled fact from when nobody handled it, `rebuild` makes a replica
 * or a projection anew, `compare` fills what positions lack.
 */
export type OwnerReadKind = 'load' | 'follow' | 'backfill' | 'rebuild' | 'compare';

/** One reading of an owner: asked for, under way or done. */
export interface OwnerRead {
  id: string;
  kind: OwnerReadKind;
  /** A state (`programs.cohort.v1`), a fact (`assessment.project.evaluated.v1`) or an aggregate (`assessment.project`). */
  name: string;
  /** Only facts recorded since then. */
  since: Date | null;
  /** Where the next page begins. */
  cursor: string | null;
  state: 'open' | 'done';
  /** How often it was asked for, and how many of those the round that is under way answers. */
  asked: number;
  answered: number;
  /** Rows and facts read so far. */
  read: number;
  /** Aggregates and rows that changed here, added up over the pages. */
  applied: number;
  /** Rows removed because their owner has them no more. */
  removed: number;
  error: string | null;
  requestedBy: string;
  startedAt: Date;
  finishedAt: Date | null;
}

/** What a page has done. */
export interface PageOutcome {
  cursor: string | null;
  hasMore: boolean;
  read: number;
  applied: number;
  removed?: number;
}

/** Nothing of that name is read from an owner here. */
export class NotReadHere extends DomainError {
  readonly code = 'not-read-here';
  readonly kind = 'not-found';

  constructor(name: string, known: string[]) {
    super(`This service keeps nothing of ${name}; it keeps ${known.join(', ')}`, { name, known: known.join(', ') });
  }
}

const COLUMNS = `id, kind, name, since, cursor, state, asked, answered, read::float8 AS read, applied::float8 AS applied,
  removed::float8 AS removed, error, requested_by AS "requestedBy", started_at AS "startedAt", finished_at AS "finishedAt"`;

const REQUEST = `
  INSERT INTO owner_reads (id, kind, name, since, requested_by) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (kind, name) WHERE state = 'open' DO UPDATE SET
    -- Without a moment it is about everything.
    since = CASE WHEN owner_reads.since IS NULL OR excluded.since IS NULL THEN NULL
      ELSE least(owner_reads.since, excluded.since) END,
    -- What is new comes at the end of a log, so its reader meets it anyway, unless it is about older facts now.
    asked = owner_reads.asked + CASE WHEN owner_reads.kind IN ('follow', 'backfill')
      AND (owner_reads.since IS NULL OR owner_reads.since <= excluded.since) THEN 0 ELSE 1 END
  RETURNING ${COLUMNS}`;

/** A round that began before it was asked for again is brought to its end, and then another one begins. */
const ADVANCE = `
  UPDATE owner_reads SET cursor = $2, read = read + $3, applied = applied + $4, removed = removed + $5, error = NULL,
    answered = $6, state = CASE WHEN $7 OR asked > $6 THEN 'open' ELSE 'done' END,
    finished_at = CASE WHEN NOT $7 AND asked = $6 THEN clock_timestamp() END
  WHERE id = $1`;

const STILL_THERE = `
  SELECT 1 FROM owner_reads WHERE id = $1 AND state = 'open' AND cursor IS NOT DISTINCT FROM $2 AND answered = $3
  FOR UPDATE`;

/** What has to be read from owners. Any replica of the service works it off, and goes on where another one stopped. */
@Injectable()
export class OwnerReads {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(TRANSACTION_RUNNER) private readonly runner: TransactionRunner,
    private readonly handlers: Handlers,
  ) {}

  /** What can be rebuilt or compared by name: replicated states, and aggregates of which facts are handled. */
  names(): { states: string[]; aggregates: string[]; projections: string[] } {
    return {
      states: this.handlers.stateNames(),
      aggregates: this.handlers.aggregates(),
      projections: this.handlers.projections(),
    };
  }

  /** Asks for a rebuild or a comparison; one that is under way is made once more then. Throws `NotReadHere`. */
  async request(
    kind: 'rebuild' | 'compare',
    name: string,
    requestedBy: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<OwnerRead> {
    const { states, aggregates, projections } = this.names();
    const known = [...states, ...(kind === 'rebuild' ? projections : aggregates)];
    if (!known.includes(name)) throw new NotReadHere(name, known);
    return this.add(manager, kind, name, requestedBy);
  }

  /** Puts a reading down, beside the ones that wait. */
  async add(
    manager: EntityManager,
    kind: OwnerReadKind,
    name: string,
    requestedBy: string,
    since: Date | null = null,
  ): Promise<OwnerRead> {
    const [row] = (await manager.query(REQUEST, [uuidv7(), kind, name, since, requestedBy])) as OwnerRead[];
    return row!;
  }

  /** The newest first. */
  async list(limit = 100): Promise<OwnerRead[]> {
    return this.dataSource.query(`SELECT ${COLUMNS} FROM owner_reads ORDER BY started_at DESC, id LIMIT $1`, [limit]);
  }

  /** Those that wait for this version of the service: an older one beside it does not know what a newer one keeps. */
  async open(): Promise<OwnerRead[]> {
    const sql = `SELECT ${COLUMNS} FROM owner_reads WHERE state = 'open' ORDER BY started_at, id`;
    return ((await this.dataSource.query(sql)) as OwnerRead[]).filter((read) => this.isKnown(read));
  }

  /** The names that were loaded once, or are about to be. */
  async loaded(tx: EntityManager): Promise<Set<string>> {
    const sql = `SELECT DISTINCT name FROM owner_reads WHERE kind = 'load'`;
    return new Set(((await tx.query(sql)) as { name: string }[]).map(({ name }) => name));
  }

  private isKnown({ kind, name }: OwnerRead): boolean {
    if (kind === 'backfill') return this.handlers.factNames().includes(name);
    const { states, aggregates, projections } = this.names();
    return states.includes(name) || (kind === 'rebuild' ? projections : aggregates).includes(name);
  }

  isState(name: string): boolean {
    return this.handlers.stateNames().includes(name);
  }

  /**
   * Does the work of a page and notes how far the reading has come, in one transaction. Nothing is done where another
   * replica has moved it on meanwhile.
   */
  async commit(read: OwnerRead, work: (tx: EntityManager) => Promise<PageOutcome>): Promise<void> {
    await this.runner.run(async (tx) => {
      if (!(await isStillThere(tx, read))) return;
      const { cursor, hasMore, read: count, applied, removed = 0 } = await work(tx);
      // The first page of a round is read for all who had asked by then.
      const answered = read.cursor === null ? read.asked : read.answered;
      await tx.query(ADVANCE, [read.id, hasMore ? cursor : null, count, applied, removed, answered, hasMore]);
    });
  }

  /** Notes why it does not get on; it is tried again. */
  async complain({ id }: OwnerRead, error: Error): Promise<void> {
    await this.dataSource.query('UPDATE owner_reads SET error = $2 WHERE id = $1', [id, error.message.slice(0, 1000)]);
  }
}

async function isStillThere(tx: EntityManager, { id, cursor, answered }: OwnerRead): Promise<boolean> {
  return ((await tx.query(STILL_THERE, [id, cursor, answered])) as unknown[]).length > 0;
}
