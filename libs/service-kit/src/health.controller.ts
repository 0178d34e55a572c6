import { BrokerConnection } from '@app/messaging';
import { Controller, Get, HttpCode, Injectable, Optional, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Public } from './access/route-access.js';

const CHECK_TIMEOUT_MS = 1000;

/** Names of what must be there, and whether it is. */
export type ReadinessCheck = () => Promise<Record<string, boolean>>;

/** Whether this process may be given work. Migrations are done before it listens. */
@Injectable()
export class Readiness {
  private isLeaving = false;
  private readonly further: ReadinessCheck[] = [];

  constructor(
    @Optional() private readonly dataSource?: DataSource,
    @Optional() private readonly broker?: BrokerConnection,
  ) {}

  /** Adds checks of a service's own. */
  add(check: ReadinessCheck): void {
    this.further.push(check);
  }

  /** From now on the process takes no new work. */
  leave(): void {
    this.isLeaving = true;
  }

  async checks(): Promise<Record<string, boolean>> {
    const further = await Promise.all(this.further.map((check) => check()));
    return {
      accepting: !this.isLeaving,
      ...(this.dataSource ? { database: await this.databaseAnswers(this.dataSource) } : {}),
      ...(this.broker ? { broker: this.broker.isConnected() } : {}),
      ...Object.assign({}, ...further),
    };
  }

  private async databaseAnswers(dataSource: DataSource): Promise<boolean> {
    const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), CHECK_TIMEOUT_MS).unref());
    const answer = dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
    return Promise.race([answer, late]);
  }
}

/** What supervisor, compose and Kubernetes ask. */
@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process runs. Nothing else is looked at, so that a broken database does not restart every service. */
  @Get('live')
  @HttpCode(200)
  live(): { status: string } {
    return { status: 'alive' };
  }

  /** The process can work: database, broker, migrations. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string; checks: object }> {
    const checks = await this.readiness.checks();
    const isReady = Object.values(checks).every(Boolean);
    reply.code(isReady ? 200 : 503).header('Cache-Control', 'no-store');
    return { status: isReady ? 'ready' : 'not-ready', checks };
  }
}
