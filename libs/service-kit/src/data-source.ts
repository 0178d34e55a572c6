import { messagingEntities, messagingMigrations } from '@app/messaging';
import { DataSource, MigrationExecutor, type DataSourceOptions, type QueryRunner } from 'typeorm';
import { GrantRecord } from './access/grant-record.js';
import { AuditEntry } from './audit-entry.js';
import { IdempotencyKey } from './idempotency-key.js';
import { CreateServiceKit1700000000000 } from './migrations/1700000000000-create-service-kit.js';
import type { EntityClass, MigrationClass, ServiceOptions } from './service-options.js';
import { PipelinedClient } from './pipelined-client.js';
import { SnakeNamingStrategy } from './snake-naming.strategy.js';

export const serviceKitEntities: EntityClass[] = [GrantRecord, IdempotencyKey, AuditEntry];
export const serviceKitMigrations: MigrationClass[] = [CreateServiceKit1700000000000];

type DatabaseParts = Pick<ServiceOptions, 'name' | 'entities' | 'migrations'>;
type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** What a test database is made of: `TempDatabase.create(serviceDataSource(programsService))`. */
export function serviceDataSource(options: DatabaseParts) {
  return {
    service: options.name,
    entities: [...serviceKitEntities, ...messagingEntities, ...options.entities] as EntityClass[],
    migrations: [...serviceKitMigrations, ...messagingMigrations, ...options.migrations] as MigrationClass[],
    dataSource: { namingStrategy: new SnakeNamingStrategy(), extra: { Client: PipelinedClient } },
  };
}

/** A connection that takes and brings nothing must not hold a transaction for ever. */
const ANSWER_TIMEOUT_MS = 65_000;

/** Options of the one data source of a service process. */
export function createDataSourceOptions(
  options: DatabaseParts,
  url: string,
  onPoolError: (error: Error) => void = () => {},
): PostgresOptions {
  const { entities, migrations, dataSource } = serviceDataSource(options);
  return {
    type: 'postgres',
    url,
    entities,
    migrations,
    ...dataSource,
    synchronize: false,
    logging: false,
    poolSize: 10,
    // A lost connection in the pool must not end the process: the next query gets a fresh one.
    poolErrorHandler: onPoolError,
    extra: {
      ...dataSource.extra,
      application_name: options.name,
      connectionTimeoutMillis: 10_000,
      statement_timeout: 60_000,
      query_timeout: ANSWER_TIMEOUT_MS,
      keepAlive: true,
      idle_in_transaction_session_timeout: 60_000,
    },
  };
}

/**
 * Runs the pending migrations on one connection. A session lock makes two starting replicas queue; the second finds
 * nothing to do. Migrations that move rows of secured tables do so as the service.
 */
export async function migrate(dataSource: DataSource): Promise<number> {
  const runner = dataSource.createQueryRunner();
  try {
    await setAnswerTimeout(runner, 0);
    // Before the lock: another replica's migrations may take longer than a statement may wait.
    await runner.query(`SELECT set_config('app.scope', 'service', false), set_config('statement_timeout', '0', false)`);
    await runner.query(`SELECT pg_advisory_lock(hashtext('tulga:migrations'))`);
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'each';
    return (await executor.executePendingMigrations()).length;
  } finally {
    await runner.query(`RESET app.scope; RESET statement_timeout;
      SELECT pg_advisory_unlock(hashtext('tulga:migrations'))`);
    await setAnswerTimeout(runner, ANSWER_TIMEOUT_MS);
    await runner.release();
  }
}

/** How long this connection waits for an answer; a migration may take its time. */
async function setAnswerTimeout(runner: QueryRunner, ms: number): Promise<void> {
  const client = (await runner.connect()) as { connectionParameters: { query_timeout: number } };
  client.connectionParameters.query_timeout = ms;
}
