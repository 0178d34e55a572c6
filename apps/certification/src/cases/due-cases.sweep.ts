import { Clock, UnitOfWork } from '@app/service-kit';
import { Injectable, Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { certification } from '../acting-service.js';
import { CasesService } from './cases.service.js';
import { CertificateCase } from './certificate-case.js';

const SWEEP_MS = 1000;
const BATCH = 50;

/** By the clock of the database, moved as the platform's. Rows that another replica is just looking at are its own. */
const DUE = `
  SELECT id FROM certificate_cases
  WHERE status = 'open' AND waits_for = '{embargo}' AND not_before <= now() + $1 * interval '1 millisecond'
  ORDER BY not_before LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;

/** A name that was confirmed while its case was being opened. */
const OVERLOOKED = `
  SELECT one.id FROM certificate_cases one
  WHERE status = 'open' AND 'confirmed-name' = ANY (waits_for)
    AND EXISTS (SELECT FROM name_confirmations named WHERE named.person_id = one.person_id)
  LIMIT ${BATCH} FOR UPDATE OF one SKIP LOCKED`;

/** Looks every second for cases to which nothing happens any more but time: the end of an embargo on the platform's clock. */
@Injectable()
export class DueCasesSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(DueCasesSweep.name);
  private timer?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly work: UnitOfWork,
    private readonly cases: CasesService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.sweep());
    }, SWEEP_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async sweep(): Promise<void> {
    try {
      while ((await this.work.run(certification, (tx) => this.reviewSome(tx))) > 0);
    } catch (error) {
      this.logger.warn(`The sweep is interrupted: ${(error as Error).message}`);
    }
  }

  /** Tells how many documents were reserved: while some are, more may be due. */
  private async reviewSome(tx: EntityManager): Promise<number> {
    const due = (await tx.query(DUE, [this.clock.offset])) as { id: string }[];
    const overlooked = (await tx.query(OVERLOOKED)) as { id: string }[];
    const ids = [...new Set([...due, ...overlooked].map(({ id }) => id))];
    if (ids.length === 0) return 0;
    let reserved = 0;
    for (const one of await tx.find(CertificateCase, { where: { id: In(ids) }, order: { id: 'ASC' } })) {
      await this.review(tx, one);
      if (one.status === 'reserved') reserved += 1;
    }
    return reserved;
  }

  /** Behind a savepoint: one case that cannot be completed must not hold up the others. */
  private async review(tx: EntityManager, one: CertificateCase): Promise<void> {
    try {
      await tx.transaction(async (inner) => {
        await this.cases.learn(inner, one, await this.cases.cohortOf(inner, one.cohortId), null);
      });
    } catch (error) {
      one.status = 'open';
      this.logger.warn(`Case ${one.id} is not reserved: ${(error as Error).message}`);
    }
  }
}
