import { checkStrictly, type Contract, type NewEvent } from '@app/contracts';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import {
  DataSource,
  QueryFailedError,
  type EntityManager,
  type EntitySubscriberInterface,
  type TransactionCommitEvent,
  type TransactionRollbackEvent,
  type TransactionStartEvent,
} from 'typeorm';
import { execute, sendAhead } from '../ahead.js';
import { wrapFact } from './envelope.js';
import { BUSINESS_CLOCK, MESSAGING_OPTIONS, type BusinessClock, type MessagingOptions } from '../ports.js';

/** Numbers the facts after the last one of their aggregate and writes log and outbox in one statement. */
const RECORD = `
  WITH given AS (
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
      WITH ORDINALITY AS given (event_id, name, aggregate, aggregate_id, envelope, place)
  ), numbered AS (
    SELECT given.*, (SELECT epoch FROM messaging_state) AS epoch,
      coalesce((SELECT max(log.sequence) FROM event_log log
                WHERE log.aggregate = given.aggregate AND log.aggregate_id = given.aggregate_id), 0)
      + row_number() OVER (PARTITION BY aggregate, aggregate_id ORDER BY place) AS sequence
    FROM given
  ), logged AS (
    INSERT INTO event_log (event_id, name, aggregate, aggregate_id, sequence, envelope)
    SELECT event_id, name, aggregate, aggregate_id, sequence,
      (envelope || ',"sequence":' || sequence || ',"epoch":' || epoch || '}')::json
    FROM numbered ORDER BY place
    RETURNING event_id, position
  )
  INSERT INTO outbox (kind, event_id) SELECT 'fact', event_id FROM logged ORDER BY position`;

/** The same for one fact, which most transactions record: planned once and not at each call, and each number is asked for once. */
const RECORD_ONE = `
  WITH logged AS (
    INSERT INTO event_log (event_id, name, aggregate, aggregate_id, sequence, envelope)
    SELECT $1::uuid, $2::text, $3::text, $4::text, sequence,
      ($5::text || ',"sequence":' || sequence || ',"epoch":' || epoch || '}')::json
    FROM (SELECT (SELECT epoch FROM messaging_state) AS epoch,
      coalesce((SELECT log.sequence FROM event_log log WHERE log.aggregate = $3::text AND log.aggregate_id = $4::text
        ORDER BY log.sequence DESC LIMIT 1), 0) + 1 AS sequence OFFSET 0) AS next
    RETURNING event_id
  )
  INSERT INTO outbox (kind, event_id) SELECT 'fact', event_id FROM logged`;

const REMEMBER = `INSERT INTO outbox (kind, contract, entity_id) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])`;

/** Another transaction recorded a fact of the same aggregate meanwhile: the command may simply be tried again. */
export class SequenceTaken extends QueryFailedError {
  constructor(cause: QueryFailedError) {
    const again = Object.assign(new Error('Another fact of the aggregate was recorded at the same time'), {
      code: '40001',
    });
    super(cause.query, [], again);
  }
}

/** A fact in its envelope, before its sequence is known: JSON that still lacks its end. */
interface Unnumbered {
  contract: Contract;
  aggregateId: string;
  id: string;
  text: string;
}

/** What a transaction has told of so far. */
interface Pending {
  facts: Unnumbered[];
  states: { contract: string; id: string }[];
  /** Whether anything was written: then the relay has work after the commit. */
  isMarked: boolean;
}

const PENDING = 'messaging.outbox';

/**
 * Outgoing events. They commit or vanish together with the change that they tell of: gathered while the transaction
 * goes on, and written in one statement as its last act.
 */
@Injectable()
export class Outbox implements OnModuleInit, EntitySubscriberInterface {
  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    @Inject(BUSINESS_CLOCK) private readonly clock: BusinessClock,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.dataSource.subscribers.push(this);
  }

  /**
   * Records facts in the log and for publication. The caller holds the lock on the aggregate's row, which is what
   * keeps the sequences of two transactions apart.
   */
  async add(tx: EntityManager, ...events: NewEvent<Contract>[]): Promise<void> {
    const pending = pendingOf(tx);
    const now = this.clock.now();
    for (const event of events) {
      this.requireOwn(event.contract, 'fact');
      checkStrictly(event.contract, event.data);
    }
    for (const event of events) {
      const envelope = wrapFact(event, now);
      const { contract, aggregateId } = event;
      pending.facts.push({ contract, aggregateId, id: envelope.id, text: JSON.stringify(envelope).slice(0, -1) });
    }
  }

  /** Lets the relay publish the entity as it is when it publishes, or as deleted when there is no row any more. */
  async addState(tx: EntityManager, contract: Contract, id: string): Promise<void> {
    await this.addStates(tx, contract, [id]);
  }

  /** `addState` for many entities. */
  async addStates(tx: EntityManager, contract: Contract, ids: readonly string[]): Promise<void> {
    const pending = pendingOf(tx);
    this.requireOwn(contract, 'state');
    for (const id of ids) pending.states.push({ contract: contract.name, id });
  }

  /** Writes what was gathered. Transactions do that by themselves at their end. */
  async flush(tx: EntityManager): Promise<void> {
    const pending = pendingOf(tx);
    const [facts, states] = [pending.facts.splice(0), pending.states.splice(0)];
    if (facts.length + states.length === 0) return;
    pending.isMarked = true;
    await Promise.all([record(tx, facts).catch(explainConflict), remember(tx, states)]);
  }

  /** What is rolled back to a savepoint must not take with it what was gathered before. */
  async beforeTransactionStart({ queryRunner, manager }: TransactionStartEvent): Promise<void> {
    if (queryRunner.data[PENDING]) await this.flush(manager);
  }

  beforeTransactionCommit({ queryRunner, manager }: TransactionCommitEvent): void {
    if (queryRunner.data[PENDING]) sendAhead(manager, this.flush(manager));
  }

  /** Within a savepoint only what was told after it is gone: the rest is written, and the relay must hear of it. */
  afterTransactionRollback({ queryRunner }: TransactionRollbackEvent): void {
    const pending = queryRunner.data[PENDING] as Pending | undefined;
    if (pending && queryRunner.isTransactionActive) Object.assign(pending, { facts: [], states: [] });
    else delete queryRunner.data[PENDING];
  }

  private requireOwn(contract: Contract, kind: Contract['kind']): void {
    if (contract.kind !== kind) throw new Error(`${contract.name} is a ${contract.kind}, not a ${kind}`);
    if (contract.service === this.options.service) return;
    throw new Error(`${this.options.service} must not publish ${contract.name}, which belongs to ${contract.service}`);
  }
}

/** Whether a transaction that has just committed put something into the outbox; asked once. */
export function hasFilledOutbox({ queryRunner }: TransactionCommitEvent): boolean {
  if (queryRunner.isTransactionActive) return false;
  const pending = queryRunner.data[PENDING] as Pending | undefined;
  delete queryRunner.data[PENDING];
  return pending?.isMarked === true;
}

function pendingOf(tx: EntityManager): Pending {
  const { queryRunner } = tx;
  if (!queryRunner?.isTransactionActive) {
    throw new Error('Events are recorded only inside the transaction that makes them true');
  }
  queryRunner.data[PENDING] ??= { facts: [], states: [], isMarked: false } satisfies Pending;
  return queryRunner.data[PENDING] as Pending;
}

async function record(tx: EntityManager, facts: Unnumbered[]): Promise<void> {
  const columns = [
    facts.map(({ id }) => id),
    facts.map(({ contract }) => contract.name),
    facts.map(({ contract }) => contract.aggregate),
    facts.map(({ aggregateId }) => aggregateId),
    facts.map(({ text }) => text),
  ];
  if (facts.length > 1) await execute(tx, RECORD, columns);
  else if (facts.length === 1) await execute(tx, RECORD_ONE, columns.flat());
}

async function remember(tx: EntityManager, states: Pending['states']): Promise<void> {
  if (states.length === 0) return;
  const kinds = states.map(() => 'state');
  await execute(tx, REMEMBER, [kinds, states.map(({ contract }) => contract), states.map(({ id }) => id)]);
}

function explainConflict(error: unknown): never {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code === '23505' && constraint === 'event_log_sequence') throw new SequenceTaken(error as QueryFailedError);
  throw error;
}
