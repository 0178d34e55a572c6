import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  DataSource,
  QueryFailedError,
  type EntityManager,
  type EntitySubscriberInterface,
  type QueryRunner,
  type TransactionCommitEvent,
  type TransactionRollbackEvent,
} from 'typeorm';

const AHEAD = 'messaging.ahead';

/**
 * Lets a statement go ahead of the rest of its transaction without waiting for its answer: statements of a connection
 * keep their order. If it fails, the transaction fails with its error, at the latest when it commits.
 */
export function sendAhead(tx: EntityManager, statement: Promise<unknown>): void {
  // Asked at the end; until then nobody listens.
  statement.catch(() => {});
  const { data } = tx.queryRunner!;
  (data[AHEAD] ??= []).push(statement);
}

/** A connection that can send a statement together with the one that follows it. */
interface Joining {
  ahead(sql: string, values: unknown[]): Promise<void>;
}

/**
 * A statement of which nobody reads a row. Within a transaction, a connection that can sends it together with what
 * follows, so that both have one answer.
 * @throws QueryFailedError as `tx.query` does.
 */
export async function execute(tx: EntityManager, sql: string, values: unknown[]): Promise<void> {
  const runner = tx.queryRunner as (QueryRunner & { databaseConnection?: Partial<Joining> }) | undefined;
  const joining = runner?.isTransactionActive ? runner.databaseConnection : undefined;
  if (!joining?.ahead) return void (await tx.query(sql, values));
  tx.dataSource.logger.logQuery(sql, values, runner);
  await joining.ahead(sql, values).catch((error: Error) => {
    throw new QueryFailedError(sql, values, error);
  });
}

/** Why a transaction failed, where a statement that was sent ahead is the reason and `error` only what followed from it. */
export async function reasonAhead(tx: EntityManager, error: unknown): Promise<unknown> {
  const sent = (tx.queryRunner?.data[AHEAD] ?? []) as Promise<unknown>[];
  const failed = (await Promise.allSettled(sent)).find(({ status }) => status === 'rejected');
  return failed ? (failed as PromiseRejectedResult).reason : error;
}

/** Asks at each commit how the statements went that were sent ahead: a failed one has made a rollback of the commit. */
@Injectable()
export class StatementsAhead implements OnModuleInit, EntitySubscriberInterface {
  constructor(private readonly dataSource: DataSource) {}

  onModuleInit(): void {
    this.dataSource.subscribers.push(this);
  }

  async afterTransactionCommit({ queryRunner }: TransactionCommitEvent): Promise<void> {
    const sent = queryRunner.data[AHEAD] as Promise<unknown>[] | undefined;
    delete queryRunner.data[AHEAD];
    await Promise.all(sent ?? []);
  }

  /** What was sent within a savepoint is gone with it; of the whole transaction somebody may still ask for the reason. */
  afterTransactionRollback({ queryRunner }: TransactionRollbackEvent): void {
    if (queryRunner.isTransactionActive) delete queryRunner.data[AHEAD];
  }
}
