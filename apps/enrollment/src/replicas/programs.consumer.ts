import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { CohortStateV1, ModuleStateV1, SessionStateV1, type EventOf } from '@app/contracts';
import { OnEvent, Tx } from '@app/messaging';
import { CompletionsService } from '../completion/completions.service.js';
import { Cohort, type CohortStatus, type SubjectKind } from './cohort.js';
import { CohortModule } from './module.js';
import { CohortSession } from './session.js';

/** Keeps what enrollment knows of cohorts, modules and sessions; each change may complete somebody. */
@Controller()
export class ProgramsConsumer {
  constructor(private readonly completions: CompletionsService) {}

  @OnEvent(CohortStateV1)
  async keepCohort(@Payload() event: EventOf<typeof CohortStateV1>, @Tx() tx: EntityManager): Promise<void> {
    if (event.data === null) return void (await tx.delete(Cohort, event.subject));
    const { programId, organizerId, code, title, nominations, seats, targetCategories, completionRule } = event.data;
    const cohort = {
      id: event.subject,
      ...{ programId, organizerId, code, title, nominations, targetCategories, completionRule },
      status: event.data.status as CohortStatus,
      subjectKind: event.data.subjectKind as SubjectKind,
      seatsTotal: seats.total,
      seatsPerOrganization: seats.perOrganization,
    };
    await tx.upsert(Cohort, cohort, ['id']);
    await this.completions.reassess(tx, event.subject);
  }

  @OnEvent(ModuleStateV1)
  async keepModule(@Payload() event: EventOf<typeof ModuleStateV1>, @Tx() tx: EntityManager): Promise<void> {
    if (event.data === null) return void (await tx.delete(CohortModule, event.subject));
    const { cohortId, number, kind } = event.data;
    await tx.upsert(CohortModule, { id: event.subject, cohortId, number, kind }, ['id']);
    await this.completions.reassess(tx, cohortId);
  }

  @OnEvent(SessionStateV1)
  async keepSession(@Payload() event: EventOf<typeof SessionStateV1>, @Tx() tx: EntityManager): Promise<void> {
    if (event.data === null) return void (await tx.delete(CohortSession, event.subject));
    const { cohortId, moduleId, number, counted } = event.data;
    const status = event.data.status as CohortSession['status'];
    const [startsAt, endsAt] = [new Date(event.data.startsAt), new Date(event.data.endsAt)];
    const session = { id: event.subject, cohortId, moduleId, number, startsAt, endsAt, counted, status };
    await tx.upsert(CohortSession, session, ['id']);
    await this.completions.reassess(tx, cohortId);
  }
}
