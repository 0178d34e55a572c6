import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { DataSource, type EntitySubscriberInterface, type TransactionCommitEvent } from 'typeorm';
import { RESERVATION_MARK } from '../registry/reservations.service.js';
import { StatusListsService } from '../status-lists/status-lists.service.js';
import { SignerService } from './signer.service.js';

/** Finds what a crash left, and what another replica reserved and did not sign. */
const SWEEP_MS = 1000;

/**
 * Signs as soon as a reservation is committed: this loop is woken by the commit itself. It runs apart from requests and
 * handlers, and outlives restarts of the database.
 */
@Injectable()
export class SigningLoop
  implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown, EntitySubscriberInterface
{
  private readonly logger = new Logger(SigningLoop.name);
  private running?: Promise<void>;
  private stopping = false;
  private woken = false;
  private interrupt?: () => void;

  constructor(
    private readonly dataSource: DataSource,
    private readonly signer: SignerService,
    private readonly lists: StatusListsService,
  ) {}

  onModuleInit(): void {
    this.dataSource.subscribers.push(this);
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  /** TypeORM calls this after every commit. */
  afterTransactionCommit({ queryRunner }: TransactionCommitEvent): void {
    const data = queryRunner.data as Record<string, unknown>;
    // A savepoint that is released is no commit yet.
    if (!data[RESERVATION_MARK] || queryRunner.isTransactionActive) return;
    data[RESERVATION_MARK] = false;
    this.wake();
  }

  private wake(): void {
    this.woken = true;
    this.interrupt?.();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const signed = await this.signOnce();
      if (signed === 0) await this.rest();
    }
  }

  private async signOnce(): Promise<number> {
    const isSweep = !this.woken;
    this.woken = false;
    try {
      if (isSweep) await this.lists.publishPending();
      return await this.signer.signBatch(() => this.stopping);
    } catch (error) {
      if (!this.stopping) this.logger.warn(`Signing is interrupted: ${(error as Error).message}`);
      return 0;
    }
  }

  private async rest(): Promise<void> {
    if (this.woken || this.stopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, SWEEP_MS);
      this.interrupt = () => (clearTimeout(timer), resolve());
    });
    this.interrupt = undefined;
  }
}
