import { Injectable } from '@nestjs/common';
import { Readiness } from '@app/service-kit';
import { ServiceRoutes } from './service-routes.js';

const TIMEOUT_MS = 2000;

/** The gateway is ready when all that it leads to is. */
@Injectable()
export class ServicesReadiness {
  constructor(
    private readonly services: ServiceRoutes,
    readiness: Readiness,
  ) {
    readiness.add(() => this.check());
  }

  private async check(): Promise<Record<string, boolean>> {
    const answers = await this.services.ask('/health/ready', { timeoutMs: TIMEOUT_MS });
    return Object.fromEntries([...answers].map(([name, answer]) => [name, answer !== null]));
  }
}
