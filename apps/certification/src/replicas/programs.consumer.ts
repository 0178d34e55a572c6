import { CohortStateV1, type EventOf } from '@app/contracts';
import { OnEvent, Tx } from '@app/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { Cohort } from './cohort.js';

/** Keeps what documents say of cohorts. Cases that are open keep the policy they were opened with. */
@Controller()
export class ProgramsConsumer {
  @OnEvent(CohortStateV1)
  async keepCohort(@Payload() event: EventOf<typeof CohortStateV1>, @Tx() tx: EntityManager): Promise<void> {
    if (event.data === null) return void (await tx.delete(Cohort, event.subject));
    const { programId, programTitle, title, organizerId, authorId, startsOn, endsOn } = event.data;
    const { subjectKind, completionRule, documents } = event.data;
    const cohort = {
      ...{ id: event.subject, programId, programTitle, title, organizerId, authorId, startsOn, endsOn },
      ...{ subjectKind, completionRule, documents },
    };
    await tx.upsert(Cohort, cohort as Omit<Cohort, 'concludedAt' | 'policiesFor'>, ['id']);
  }
}
