import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { ParticipantEnrolledV1, ParticipantWithdrawnV1, type EventOf } from '@app/contracts';
import { OnEvent, Tx } from '@app/messaging';
import { ParticipantReplica } from './participant-replica.js';

/** Keeps who takes part in a cohort, and for which organization. */
@Controller()
export class ParticipantsConsumer {
  @OnEvent(ParticipantEnrolledV1, { isProjection: true })
  async keepParticipant(
    @Payload() event: EventOf<typeof ParticipantEnrolledV1>,
    @Tx() tx: EntityManager,
  ): Promise<void> {
    const { cohortId, personId, homeOrganizationId } = event.data;
    const participant = {
      id: event.subject,
      cohortId,
      personId,
      organizationId: homeOrganizationId,
      withdrawnAt: null,
    };
    await tx.upsert(ParticipantReplica, participant, ['id']);
  }

  /** Comes after `enrolled` of the same participant: facts of one aggregate keep their order. */
  @OnEvent(ParticipantWithdrawnV1, { isProjection: true })
  async noteWithdrawal(
    @Payload() event: EventOf<typeof ParticipantWithdrawnV1>,
    @Tx() tx: EntityManager,
  ): Promise<void> {
    await tx.update(ParticipantReplica, event.subject, { withdrawnAt: new Date(event.data.withdrawnAt) });
  }
}
