import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Readiness } from './health.controller.js';

/** A little longer than the batch that messaging waits for, and shorter than what an orchestrator gives. */
const PATIENCE_MS = 28_000;

/** On SIGTERM and SIGINT: not ready, no new events, finish what runs, close. What takes too long is left to the next process. */
export function endOnSignals(app: NestFastifyApplication): void {
  const logger = new Logger('Shutdown');
  const end = async (signal: string): Promise<void> => {
    logger.log(`${signal}: closing`);
    app.get(Readiness).leave();
    setTimeout(() => {
      logger.error('Closing took too long');
      process.exit(1);
    }, PATIENCE_MS).unref();
    await app.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void end(signal).catch((error) => fail(logger, error)));
  }
  process.on('unhandledRejection', (error) => fail(logger, error));
  process.on('uncaughtException', (error) => fail(logger, error));
}

/** The state of the process is unknown: better a new one. */
function fail(logger: Logger, error: unknown): never {
  logger.fatal(error);
  process.exit(1);
}
