import { ReplicaBehind } from '@app/contracts';
import { Clock } from '@app/service-kit';
import { Injectable } from '@nestjs/common';
import { IsNull, Not, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { NameConfirmation } from '../names/name-confirmation.js';
import { ReservationsService } from '../registry/reservations.service.js';
import { Cohort } from '../replicas/cohort.js';
import { CertificateCase, type Claim, type Ground, type News } from './certificate-case.js';

const BUSINESS_NOW = `SELECT now() + $1 * interval '1 millisecond' AS now`;

/** What certificate cases learn. The news that completes a case reserves its document in the same transaction. */
@Injectable()
export class CasesService {
  constructor(
    private readonly reservations: ReservationsService,
    private readonly clock: Clock,
  ) {}

  /** Tells every case of this claim: one for each document that the cohort gives on that ground. */
  async tell(tx: EntityManager, cohort: Cohort, ground: Ground, claim: Claim, news: News): Promise<void> {
    for (const policy of cohort.policiesFor(ground)) {
      const fresh = CertificateCase.open(uuidv7(), cohort, policy, claim, this.clock.now());
      const known = (await this.lock(tx, fresh)) ?? (await this.open(tx, fresh));
      await this.learn(tx, known, cohort, news);
    }
  }

  /** Tells a case that is there already; where there is none, there is nothing to tell. */
  async tellIfOpen(tx: EntityManager, cohort: Cohort, ground: Ground, claim: Claim, news: News): Promise<void> {
    const where = { cohortId: cohort.id, holderId: claim.holder.id, ground, groundKey: claim.groundKey };
    const known = await tx.find(CertificateCase, { where, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
    for (const one of known) await this.learn(tx, one, cohort, news);
  }

  /** Tells one locked case, and reserves its document when nothing is missing any more. */
  async learn(tx: EntityManager, one: CertificateCase, cohort: Cohort, news: News | null): Promise<void> {
    const now = await this.timeFor(tx, one);
    if (await this.isNameConfirmed(tx, one)) one.nameConfirmed = true;
    const isReady = news ? one.learn(news, now) : one.review(now);
    if (isReady) await this.reservations.reserve(tx, one, cohort);
    await tx.update(CertificateCase, one.id, changesOf(one));
  }

  /** Whether a completion is known for which documents are given. */
  async hasCompleted(tx: EntityManager, cohortId: string, { holder, groundKey }: Claim): Promise<boolean> {
    const where = { cohortId, holderId: holder.id, ground: 'completion' as const, groundKey };
    return tx.existsBy(CertificateCase, { ...where, completion: Not(IsNull()) });
  }

  /** The replica of a cohort. Throws ReplicaBehind while it is not there. */
  async cohortOf(tx: EntityManager, cohortId: string): Promise<Cohort> {
    const cohort = await tx.findOneBy(Cohort, { id: cohortId });
    if (!cohort) throw new ReplicaBehind('programs.cohort', cohortId);
    return cohort;
  }

  private async lock(tx: EntityManager, like: CertificateCase): Promise<CertificateCase | null> {
    const { cohortId, holderId, kind, ground, groundKey } = like;
    const where = { cohortId, holderId, kind, ground, groundKey };
    return tx.findOne(CertificateCase, { where, lock: { mode: 'pessimistic_write' } });
  }

  /** Two facts about one holder may arrive at once: the second waits here until it sees the row of the first. */
  private async open(tx: EntityManager, fresh: CertificateCase): Promise<CertificateCase> {
    const insertion = tx.createQueryBuilder().insert().into(CertificateCase).values(fresh).orIgnore().returning('id');
    const { raw } = await insertion.execute();
    if ((raw as unknown[]).length > 0) return fresh;
    return (await this.lock(tx, fresh))!;
  }

  /** An embargo ends by the clock of the database, at one moment for all: that of a process may be wrong. */
  private async timeFor(tx: EntityManager, { notBefore }: CertificateCase): Promise<Date> {
    if (!notBefore) return this.clock.now();
    const [row] = await tx.query<{ now: Date }[]>(BUSINESS_NOW, [this.clock.offset]);
    return row!.now;
  }

  private async isNameConfirmed(tx: EntityManager, one: CertificateCase): Promise<boolean> {
    const { personId, policy, nameConfirmed, status } = one;
    if (nameConfirmed || status !== 'open' || !personId || !policy.requiresConfirmedName) return nameConfirmed;
    return tx.existsBy(NameConfirmation, { personId });
  }
}

function changesOf(one: CertificateCase): Partial<CertificateCase> {
  const { version, status, waitsFor, groundId, completion, evaluations, nameConfirmed } = one;
  return { version, status, waitsFor, groundId, completion, evaluations, nameConfirmed };
}
