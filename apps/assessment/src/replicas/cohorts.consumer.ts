import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { CohortStateV1, SessionStateV1, type EventOf } from '@app/contracts';
import { OnEvent, Tx } from '@app/messaging';
import { CohortReplica } from './cohort-replica.js';
import { SessionReplica } from './session-replica.js';

/** Keeps whose a cohort is, who its partners are, and which sessions it has. */
@Controller()
export class CohortsConsumer {
  @OnEvent(CohortStateV1)
  async keepCohort(@Payload() event: EventOf<typeof CohortStateV1>, @Tx() tx: EntityManager): Promise<void> {
    const { subject: id, data } = event;
    if (data === null) return void (await tx.delete(CohortReplica, id));
    const { programId, organizerId, commissionerId } = data;
    const partnerIds = [...new Set(data.partners.map(({ organizationId }) => organizationId))];
    await tx.upsert(CohortReplica, { id, programId, organizerId, commissionerId, partnerIds }, ['id']);
  }

  @OnEvent(SessionStateV1)
  async keepSession(@Payload() event: EventOf<typeof SessionStateV1>, @Tx() tx: EntityManager): Promise<void> {
    const { subject: id, data } = event;
    if (data === null) return void (await tx.delete(SessionReplica, id));
    await tx.upsert(SessionReplica, { id, cohortId: data.cohortId }, ['id']);
  }
}
