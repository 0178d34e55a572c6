import {
  CeremonyHeldV1,
  CohortConcludedV1,
  CompletionAttainedV1,
  CompletionMissedV1,
  ParticipationStatedV1,
  ProjectEvaluatedV1,
  type EventOf,
} from '@app/contracts';
import { OnEvent, Tx } from '@app/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { LearningService } from './learning.service.js';

/** What certificate cases learn from other services. */
@Controller()
export class CasesConsumer {
  constructor(private readonly learning: LearningService) {}

  @OnEvent(CompletionAttainedV1)
  async learnCompletion(
    @Payload() event: EventOf<typeof CompletionAttainedV1>,
    @Tx() tx: EntityManager,
  ): Promise<void> {
    await this.learning.learnCompletion(tx, event.subject, event.data);
  }

  @OnEvent(CompletionMissedV1)
  async learnMissedCompletion(
    @Payload() event: EventOf<typeof CompletionMissedV1>,
    @Tx() tx: EntityManager,
  ): Promise<void> {
    await this.learning.learnMissedCompletion(tx, event.subject, event.data);
  }

  @OnEvent(ParticipationStatedV1)
  async learnParticipation(
    @Payload() event: EventOf<typeof ParticipationStatedV1>,
    @Tx() tx: EntityManager,
  ): Promise<void> {
    await this.learning.learnStatement(tx, event.data);
  }

  @OnEvent(ProjectEvaluatedV1)
  async learnEvaluation(@Payload() event: EventOf<typeof ProjectEvaluatedV1>, @Tx() tx: EntityManager): Promise<void> {
    const { cohortId, participantIds, outcome, score, protocolNumber, decidedAt } = event.data;
    const { subject: projectId, recordedtime: recordedAt, correlationid: correlationId } = event;
    const evaluation = { projectId, outcome, score, protocolNumber, decidedAt, recordedAt, correlationId };
    await this.learning.learnEvaluation(tx, cohortId, participantIds, evaluation);
  }

  @OnEvent(CeremonyHeldV1)
  async learnCeremony(@Payload() event: EventOf<typeof CeremonyHeldV1>, @Tx() tx: EntityManager): Promise<void> {
    await this.learning.learnCeremony(tx, event.data);
  }

  @OnEvent(CohortConcludedV1)
  async learnConclusion(@Payload() event: EventOf<typeof CohortConcludedV1>, @Tx() tx: EntityManager): Promise<void> {
    await this.learning.learnConclusion(tx, event.subject, new Date(event.data.concludedAt));
  }
}
