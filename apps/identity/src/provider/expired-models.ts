import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';

const EVERY_MS = 10 * 60_000;

/** Removes what the provider no longer needs to remember. Several replicas may do it at once. */
@Injectable()
export class ExpiredModels implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(ExpiredModels.name);
  private timer?: NodeJS.Timeout;

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** One pass. A failure is told and tried again at the next one. */
  async sweep(): Promise<void> {
    try {
      await this.dataSource.query('DELETE FROM oidc_models WHERE expires_at < now()');
    } catch (error) {
      this.log.warn(`Expired sessions could not be removed: ${(error as Error).message}`);
    }
  }
}
