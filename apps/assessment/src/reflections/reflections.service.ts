import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Outbox } from '@app/messaging';
import { Access, Clock, requirePerson, UnitOfWork, type Actor } from '@app/service-kit';
import { ExerciseGroup } from '../exercises/exercise-group.js';
import { requireCohort } from '../replicas/cohorts.js';
import { ParticipantReplica } from '../replicas/participant-replica.js';
import { requireSession } from '../replicas/sessions.js';
import { ReflectionAnswer } from './reflection-answer.js';
import { NotAParticipant, ReflectionAlreadyAnswered, ReflectionNotFound } from './reflection.errors.js';
import { Reflection, type Reflecting } from './reflection.js';
import { ReflectionReceipt, ReflectionView, type ReflectionAnswerDto, type ReflectionDto } from './reflections.dto.js';

/** Prompts of the organizer, and the answers that participants give for themselves. */
@Injectable()
export class ReflectionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: Access,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Asks the participants of a cohort. */
  async ask(actor: Actor, cohortId: string, { sessionId, prompt }: ReflectionDto): Promise<ReflectionView> {
    return this.work.run(actor, async (tx) => {
      const cohort = await requireCohort(tx, cohortId);
      const { programId, organizerId: organizationId } = cohort;
      this.access.require(actor, 'program-organizer', { organizationId, programId });
      if (sessionId) await requireSession(tx, sessionId, cohortId);

      const reflection = Reflection.ask(uuid(), cohort.place(), sessionId ?? null, prompt, this.clock.now());

      await tx.insert(Reflection, reflection);
      return ReflectionView.of(reflection);
    });
  }

  /** Takes the caller's answer, once. Publishes `assessment.reflection.answered.v1`. */
  async answer(actor: Actor, reflectionId: string, said: ReflectionAnswerDto): Promise<ReflectionReceipt> {
    const { personId } = requirePerson(actor);
    return this.work.run(actor, async (tx) => {
      const reflection = await tx.findOne(Reflection, {
        where: { id: reflectionId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!reflection) throw new ReflectionNotFound(reflectionId);
      const who = await reflecting(tx, reflection, personId);
      const { participantId } = who;
      if (await tx.existsBy(ReflectionAnswer, { reflectionId, participantId })) {
        throw new ReflectionAlreadyAnswered(reflectionId);
      }

      const { answer, reflectionAnswered } = reflection.answer(uuid(), who, said, this.clock.now());

      const { answers, version } = reflection;
      await tx.insert(ReflectionAnswer, answer);
      await tx.update(Reflection, reflectionId, { answers, version });
      await this.outbox.add(tx, reflectionAnswered);
      return ReflectionReceipt.of(answer);
    });
  }
}

/** The caller's seat in the cohort and group of the session: of several groups, the one formed last. */
async function reflecting(tx: EntityManager, reflection: Reflection, personId: string): Promise<Reflecting> {
  const { cohortId, sessionId } = reflection;
  const participant = await tx.findOneBy(ParticipantReplica, { cohortId, personId, withdrawnAt: IsNull() });
  if (!participant) throw new NotAParticipant();
  const group = sessionId
    ? await tx
        .createQueryBuilder(ExerciseGroup, 'exerciseGroup')
        .select('exerciseGroup.id')
        .where('exerciseGroup.sessionId = :sessionId AND exerciseGroup.cohortId = :cohortId', { sessionId, cohortId })
        .andWhere('exerciseGroup.memberIds @> ARRAY[:personId::uuid]', { personId })
        .orderBy('exerciseGroup.id', 'DESC')
        .getOne()
    : null;
  return { participantId: participant.id, personId, groupId: group?.id ?? null };
}
