import { randomUUID } from 'node:crypto';
import { trace } from '@app/messaging';
import { Clock } from '@app/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager, QueryDeepPartialEntity } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { achievementTexts } from '../achievements/achievement-texts.js';
import { Achievement } from '../achievements/achievement.js';
import type { CertificateCase } from '../cases/certificate-case.js';
import { Certificate } from '../certificates/certificate.js';
import type { DocumentContent } from '../certificates/document-content.js';
import type { Cohort } from '../replicas/cohort.js';
import { allocate } from './number-allocation.js';
import { snapshotHolder, type HolderSnapshot } from './holder-snapshot.js';

/** Under this key a query runner remembers that its transaction reserved a document. */
export const RESERVATION_MARK = 'certification.reservation';

/** Enters documents in the registry: number, status index and content are fixed before anything is signed. */
@Injectable()
export class ReservationsService {
  constructor(private readonly clock: Clock) {}

  /** Reserves the document of a case that waits for nothing, in the transaction that completed the case. */
  async reserve(tx: EntityManager, of: CertificateCase, cohort: Cohort): Promise<Certificate> {
    const { offset } = this.clock;
    const snapshot = await snapshotHolder(tx, of, cohort, offset);
    const { takenAt: real, day } = snapshot;
    const business = new Date(real.getTime() + offset);
    const achievementId = await this.achievementFor(tx, of, cohort, snapshot);
    // Locked last and until the commit: other reservations wait for little.
    const allocated = await allocate(tx, of.organizerId, of.policy.numberPrefix, Number(day.slice(0, 4)));
    const reservation = { ...allocated, credentialId: randomUUID(), achievementId };
    const content = this.contentOf(of, cohort, snapshot, business < real ? business : real);

    const certificate = Certificate.reserve(uuidv7(), of, reservation, content, { business, real });
    of.reserved();

    await tx.insert(Certificate, certificate as QueryDeepPartialEntity<Certificate>);
    (tx.queryRunner!.data as Record<string, unknown>)[RESERVATION_MARK] = true;
    return certificate;
  }

  private contentOf(of: CertificateCase, cohort: Cohort, snapshot: HolderSnapshot, validFrom: Date): DocumentContent {
    const { programTitle, title: cohortTitle, startsOn, endsOn } = cohort;
    const { organizer, holderName, author, organization, position } = snapshot;
    const evaluation = of.policy.statesResults ? of.countingEvaluation() : null;
    return {
      ...{ title: of.policy.title, programTitle, cohortTitle, holderName, author, organization, position },
      organizer: { id: of.organizerId, name: organizer },
      period: { startsOn, endsOn },
      subjectUrn: `urn:uuid:${randomUUID()}`,
      validFrom: validFrom.toISOString(),
      results: evaluation && {
        ...{ outcome: evaluation.outcome, score: evaluation.score, protocolNumber: evaluation.protocolNumber },
      },
      trace: trace.current(),
    };
  }

  private async achievementFor(
    tx: EntityManager,
    of: CertificateCase,
    cohort: Cohort,
    { organizer }: HolderSnapshot,
  ): Promise<string> {
    const { programTitle, title: cohortTitle, completionRule: rule, subjectKind } = cohort;
    const texts = achievementTexts({
      programTitle,
      cohortTitle,
      organizer,
      ground: of.ground,
      role: of.role,
      rule,
      subjectKind,
    });
    const made = Achievement.of(uuidv7(), of, texts);
    const known = await tx.findOneBy(Achievement, { fingerprint: made.fingerprint });
    if (known) return known.id;
    await tx.createQueryBuilder().insert().into(Achievement).values(made).orIgnore().execute();
    const { id } = await tx.findOneByOrFail(Achievement, { fingerprint: made.fingerprint });
    return id;
  }
}
