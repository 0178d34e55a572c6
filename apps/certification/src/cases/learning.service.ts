import {
  ReplicaBehind,
  type CeremonyHeldV1,
  type CompletionAttainedV1,
  type CompletionMissedV1,
  type ParticipationStatedV1,
} from '@app/contracts';
import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';
import { Cohort } from '../replicas/cohort.js';
import { Participant } from '../replicas/participant.js';
import { CasesService } from './cases.service.js';
import type { Claim, KnownEvaluation } from './certificate-case.js';

type Covered = CompletionAttainedV1['participants'][number];

/** Translates what other services say into news for certificate cases. Facts may come in any order. */
@Injectable()
export class LearningService {
  constructor(private readonly cases: CasesService) {}

  /** Everybody whom the completion covers may get the documents that are given for it. */
  async learnCompletion(tx: EntityManager, completionId: string, data: CompletionAttainedV1): Promise<void> {
    const cohort = await this.cases.cohortOf(tx, data.cohortId);
    const { projectId, outcome } = data.inputs;
    const news = { kind: 'completion-attained' as const, completion: { completionId, projectId, outcome } };
    const givesRecords = cohort.policiesFor('participation').length > 0;
    for (const covered of data.participants) {
      await this.cases.tell(tx, cohort, 'completion', claimOf(covered), news);
      if (givesRecords) await this.cases.tellIfOpen(tx, cohort, 'participation', claimOf(covered), news);
    }
  }

  /**
   * Who has not completed gets a record of having taken part, if so. What an institution attended its people attended
   * together: of each of them a statement tells.
   */
  async learnMissedCompletion(tx: EntityManager, completionId: string, data: CompletionMissedV1): Promise<void> {
    const cohort = await this.cases.cohortOf(tx, data.cohortId);
    const tookPart = data.subject.kind === 'person' && data.inputs.attendedSessions >= 1;
    for (const covered of data.participants) {
      const claim = claimOf(covered);
      await this.cases.tellIfOpen(tx, cohort, 'completion', claim, { kind: 'completion-missed', completionId });
      if (!tookPart) continue;
      await this.cases.tell(tx, cohort, 'participation', claim, { kind: 'ground-given', groundId: completionId });
    }
  }

  /** What the organizer states is recorded, but not of who has completed: the certificate says more. */
  async learnStatement(tx: EntityManager, data: ParticipationStatedV1): Promise<void> {
    const cohort = await this.cases.cohortOf(tx, data.cohortId);
    const claim = claimOf(data);
    if (await this.cases.hasCompleted(tx, cohort.id, claim)) return;
    const news = { kind: 'ground-given' as const, groundId: data.participantId };
    await this.cases.tell(tx, cohort, 'participation', claim, news);
  }

  /** Who has left cannot complete any more: nothing waits for it. */
  async learnWithdrawal(tx: EntityManager, participantId: string, withdrawnAt: Date): Promise<void> {
    const participant = await tx.findOneBy(Participant, { id: participantId });
    if (!participant) throw new ReplicaBehind('enrollment.participant', participantId);
    await tx.update(Participant, participantId, { withdrawnAt });
    const cohort = await this.cases.cohortOf(tx, participant.cohortId);
    const claim = claimOfParticipant(participant);
    await this.cases.tellIfOpen(tx, cohort, 'completion', claim, { kind: 'withdrawn' });
  }

  /** All authors of a project or strategy were evaluated; it counts for those who are still there. */
  async learnEvaluation(
    tx: EntityManager,
    cohortId: string,
    participantIds: readonly string[],
    evaluation: KnownEvaluation,
  ): Promise<void> {
    const cohort = await this.cases.cohortOf(tx, cohortId);
    const participants = await tx.find(Participant, { where: { id: In([...participantIds]) }, order: { id: 'ASC' } });
    const unknown = participantIds.find((id) => !participants.some((participant) => participant.id === id));
    if (unknown) throw new ReplicaBehind('enrollment.participant', unknown);
    for (const participant of participants.filter(({ withdrawnAt }) => withdrawnAt === null)) {
      await this.cases.tell(tx, cohort, 'completion', claimOfParticipant(participant), {
        kind: 'evaluated',
        evaluation,
      });
    }
  }

  /** Those whom the organizer thanks may get an acknowledgment each. */
  async learnCeremony(tx: EntityManager, data: CeremonyHeldV1): Promise<void> {
    const cohort = await this.cases.cohortOf(tx, data.cohortId);
    for (const { contributionId, holder, role } of data.honorees) {
      const homeOrganizationId = holder.kind === 'organization' ? holder.id : cohort.organizerId;
      const claim = { holder, homeOrganizationId, groundKey: contributionId, role } as Claim;
      await this.cases.tell(tx, cohort, 'contribution', claim, { kind: 'ground-given', groundId: contributionId });
    }
  }

  /** Where nobody can complete, having taken part until the end is what is recorded. */
  async learnConclusion(tx: EntityManager, cohortId: string, concludedAt: Date): Promise<void> {
    const cohort = await this.cases.cohortOf(tx, cohortId);
    await tx.update(Cohort, cohortId, { concludedAt });
    if (cohort.completionRule) return;
    const staying = { cohortId, withdrawnAt: IsNull() };
    const participants = await tx.find(Participant, { where: staying, order: { id: 'ASC' } });
    for (const participant of participants) await this.learnParticipation(tx, cohort, participant);
  }

  /** The fact of an enrollment may come after the conclusion of its cohort. */
  async learnEnrollment(tx: EntityManager, participant: Participant): Promise<void> {
    const cohort = await tx.findOneBy(Cohort, { id: participant.cohortId });
    if (cohort?.concludedAt && !cohort.completionRule) await this.learnParticipation(tx, cohort, participant);
  }

  private async learnParticipation(tx: EntityManager, cohort: Cohort, participant: Participant): Promise<void> {
    const news = { kind: 'ground-given' as const, groundId: participant.id };
    await this.cases.tell(tx, cohort, 'participation', claimOfParticipant(participant), news);
  }
}

function claimOf({ participantId, personId, homeOrganizationId }: Covered): Claim {
  return { holder: { kind: 'person', id: personId }, homeOrganizationId, groundKey: participantId, role: null };
}

function claimOfParticipant({ id, personId, homeOrganizationId }: Participant): Claim {
  return claimOf({ participantId: id, personId, homeOrganizationId });
}
