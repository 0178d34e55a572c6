import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { CohortConcludedV1, ProjectEvaluatedV1, ProjectSubmittedV1, type EventOf } from '@app/contracts';
import { OnEvent, Tx } from '@app/messaging';
import type { ProjectStanding } from './completion-rule.js';
import { CompletionsService } from './completions.service.js';

/** What completion learns from other services, in whatever order it comes. */
@Controller()
export class CompletionConsumer {
  constructor(private readonly completions: CompletionsService) {}

  @OnEvent(ProjectSubmittedV1)
  async noteSubmission(@Payload() event: EventOf<typeof ProjectSubmittedV1>, @Tx() tx: EntityManager): Promise<void> {
    const { cohortId, participantIds } = event.data;
    await this.completions.learnProject(tx, { projectId: event.subject, cohortId, participantIds, outcome: null });
  }

  @OnEvent(ProjectEvaluatedV1)
  async judgeAuthorsWhenProjectEvaluated(
    @Payload() event: EventOf<typeof ProjectEvaluatedV1>,
    @Tx() tx: EntityManager,
  ): Promise<void> {
    const { cohortId, participantIds } = event.data;
    const outcome = event.data.outcome as ProjectStanding['outcome'];
    await this.completions.learnProject(tx, { projectId: event.subject, cohortId, participantIds, outcome });
  }

  @OnEvent(CohortConcludedV1)
  async judgeEverybodyWhenCohortConcluded(
    @Payload() event: EventOf<typeof CohortConcludedV1>,
    @Tx() tx: EntityManager,
  ): Promise<void> {
    await this.completions.conclude(tx, event.subject, new Date(event.data.concludedAt));
  }
}
