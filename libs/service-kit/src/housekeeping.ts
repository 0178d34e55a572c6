import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { forgetOldKeys } from './idempotency.js';

const EVERY_MS = 3_600_000;

/** Removes what nobody will ask for any more, and closes the database after everybody else. */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger(Housekeeping.name);
  private timer?: NodeJS.Timeout;

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.clean(), EVERY_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** The last phase: requests and events that were under way are done. */
  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private async clean(): Promise<void> {
    try {
      await forgetOldKeys(this.dataSource.manager);
    } catch (error) {
      this.logger.warn(`Old idempotency keys stay for now: ${(error as Error).message}`);
    }
  }
}
