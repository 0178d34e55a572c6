import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { CohortStateV1, type EventOf } from '@app/contracts';
import { OnEvent, Tx } from '@app/messaging';
import { CohortReplica } from './cohort-replica.js';

/** Keeps whose a cohort is and who its partners are. */
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
}
