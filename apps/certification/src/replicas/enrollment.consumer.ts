import { ParticipantEnrolledV1, ParticipantWithdrawnV1, type EventOf } from '@app/contracts';
import { OnEvent, Tx } from '@app/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { LearningService } from '../cases/learning.service.js';
import { Participant } from './participant.js';

/** Keeps who takes part in which cohort. */
@Controller()
export class EnrollmentConsumer {
  constructor(private readonly learning: LearningService) {}

  @OnEvent(ParticipantEnrolledV1)
  async keepParticipant(
    @Payload() event: EventOf<typeof ParticipantEnrolledV1>,
    @Tx() tx: EntityManager,
  ): Promise<void> {
    const { cohortId, personId, homeOrganizationId } = event.data;
    const participant = { id: event.subject, cohortId, personId, homeOrganizationId, withdrawnAt: null };
    await tx.upsert(Participant, participant, ['id']);
    await this.learning.learnEnrollment(tx, participant);
  }

  @OnEvent(ParticipantWithdrawnV1)
  async keepWithdrawal(
    @Payload() event: EventOf<typeof ParticipantWithdrawnV1>,
    @Tx() tx: EntityManager,
  ): Promise<void> {
    await this.learning.learnWithdrawal(tx, event.subject, new Date(event.data.withdrawnAt));
  }
}
