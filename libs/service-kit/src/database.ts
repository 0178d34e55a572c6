import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { createDataSourceOptions, migrate } from './data-source.js';
import type { ServiceConfig } from './service.config.js';
import type { ServiceOptions } from './service-options.js';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 500;
const SAY_AFTER_MS = 5000;

/** Connects and migrates before anything else of the service exists. A database that starts later is waited for. */
export async function openDatabase(options: ServiceOptions, config: ServiceConfig): Promise<DataSource> {
  const logger = new Logger('Database');
  const onPoolError = (error: Error): void => logger.warn(`A connection was lost: ${error.message}`);
  const dataSource = await connected(createDataSourceOptions(options, config.databaseUrl, onPoolError), logger);
  try {
    const count = await migrate(dataSource);
    if (count > 0) logger.log(`${count} migrations done`);
    await warnOfPowers(dataSource, logger);
    return dataSource;
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

async function connected(options: ReturnType<typeof createDataSourceOptions>, logger: Logger): Promise<DataSource> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let saidAt = 0; ;) {
    try {
      return await new DataSource(options).initialize();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      if (Date.now() - saidAt > SAY_AFTER_MS) {
        saidAt = Date.now();
        logger.warn(`The database does not answer yet: ${(error as Error).message}`);
      }
      await sleep(PAUSE_MS);
    }
  }
}

/** A role that row-level security does not bind would show everything to everybody. */
async function warnOfPowers(dataSource: DataSource, logger: Logger): Promise<void> {
  const [role] = await dataSource.query(
    'SELECT rolsuper OR rolbypassrls AS unbound FROM pg_roles WHERE rolname = current_user',
  );
  if (role?.unbound)
    logger.error('The database role steps around row-level security: give the service a role of its own');
}
