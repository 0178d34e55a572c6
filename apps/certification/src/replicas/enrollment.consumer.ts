import { ParticipantEnrolledV1, ParticipantWithdrawnV1, type EventOf } from '@app/contracts';
import { IsRebuild, OnEvent, Tx } from '@app/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { LearningService } from '../cases/learning.service.js';
import { Participant } from './participant.js';

/** Keeps who takes part in which cohort. A rebuild puts the rows down again; what followed from them has happened. */
@Controller()
export class EnrollmentConsumer {
  constructor(private readonly learning: LearningService) {}

  @OnEvent(ParticipantEnrolledV1, { isProjection: true })
  async keepParticipant(
    @Payload() event: EventOf<typeof ParticipantEnrolledV1>,
    @Tx() tx: EntityManager,
    @IsRebuild() isRebuild: boolean,
  ): Promise<void> {
    const { cohortId, personId, homeOrganizationId } = event.data;
    const participant = { id: event.subject, cohortId, personId, homeOrganizationId, withdrawnAt: null };
    await tx.upsert(Participant, participant, ['id']);
    if (!isRebuild) await this.learning.learnEnrollment(tx, participant);
  }

  @OnEvent(ParticipantWithdrawnV1, { isProjection: true })
  async keepWithdrawal(
    @Payload() event: EventOf<typeof ParticipantWithdrawnV1>,
    @Tx() tx: EntityManager,
    @IsRebuild() isRebuild: boolean,
  ): Promise<void> {
    const withdrawnAt = new Date(event.data.withdrawnAt);
    if (isRebuild) await tx.update(Participant, event.subject, { withdrawnAt });
    else await this.learning.learnWithdrawal(tx, event.subject, withdrawnAt);
  }
}
