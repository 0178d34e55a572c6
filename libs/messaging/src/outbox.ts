import { checkStrictly, type Contract, type NewEvent } from '@app/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { QueryFailedError, type EntityManager } from 'typeorm';
import { wrapFact } from './envelope.js';
import { BUSINESS_CLOCK, MESSAGING_OPTIONS, type BusinessClock, type MessagingOptions } from './ports.js';

/** Key under which a query runner remembers that its transaction put something into the outbox. */
export const OUTBOX_MARK = 'messaging.outbox';

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
      (left(envelope, -1) || ',"sequence":' || sequence || ',"epoch":' || epoch || '}')::json
    FROM numbered ORDER BY place
    RETURNING event_id, position
  )
  INSERT INTO outbox (kind, event_id) SELECT 'fact', event_id FROM logged ORDER BY position`;

const REMEMBER = `INSERT INTO outbox (kind, contract, entity_id) SELECT 'state', $1, unnest($2::text[])`;

/** Another transaction recorded a fact of the same aggregate meanwhile: the command may simply be tried again. */
export class SequenceTaken extends QueryFailedError {
  constructor(cause: QueryFailedError) {
    const again = Object.assign(new Error('Another fact of the aggregate was recorded at the same time'), {
      code: '40001',
    });
    super(cause.query, [], again);
  }
}

/** Outgoing events. They commit or vanish together with the change that they tell of. */
@Injectable()
export class Outbox {
  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    @Inject(BUSINESS_CLOCK) private readonly clock: BusinessClock,
  ) {}

  /**
   * Records facts in the log and for publication. The caller holds the lock on the aggregate's row, which is what
   * keeps the sequences of two transactions apart.
   */
  async add(tx: EntityManager, ...events: NewEvent<Contract>[]): Promise<void> {
    this.requireTransaction(tx);
    if (events.length === 0) return;
    for (const event of events) {
      this.requireOwn(event.contract, 'fact');
      checkStrictly(event.contract, event.data);
    }
    const now = this.clock.now();
    const envelopes = events.map((event) => wrapFact(event, now));
    const columns = [
      envelopes.map((envelope) => envelope.id),
      events.map((event) => event.contract.name),
      events.map((event) => event.contract.aggregate),
      events.map((event) => event.aggregateId),
      envelopes.map((envelope) => JSON.stringify(envelope)),
    ];
    await tx.query(RECORD, columns).catch(explainConflict);
    mark(tx);
  }

  /** Lets the relay publish the entity as it is when it publishes, or as deleted when there is no row any more. */
  async addState(tx: EntityManager, contract: Contract, id: string): Promise<void> {
    await this.addStates(tx, contract, [id]);
  }

  /** `addState` for many entities in one statement. */
  async addStates(tx: EntityManager, contract: Contract, ids: readonly string[]): Promise<void> {
    this.requireTransaction(tx);
    this.requireOwn(contract, 'state');
    if (ids.length === 0) return;
    await tx.query(REMEMBER, [contract.name, ids]);
    mark(tx);
  }

  private requireTransaction(tx: EntityManager): void {
    if (tx.queryRunner?.isTransactionActive) return;
    throw new Error('Events are recorded only inside the transaction that makes them true');
  }

  private requireOwn(contract: Contract, kind: Contract['kind']): void {
    if (contract.kind !== kind) throw new Error(`${contract.name} is a ${contract.kind}, not a ${kind}`);
    if (contract.service === this.options.service) return;
    throw new Error(`${this.options.service} must not publish ${contract.name}, which belongs to ${contract.service}`);
  }
}

function mark(tx: EntityManager): void {
  (tx.queryRunner!.data as Record<string, unknown>)[OUTBOX_MARK] = true;
}

function explainConflict(error: unknown): never {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code === '23505' && constraint === 'event_log_sequence') throw new SequenceTaken(error as QueryFailedError);
  throw error;
}
