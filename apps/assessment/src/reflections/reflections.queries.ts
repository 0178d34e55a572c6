import { Injectable } from '@nestjs/common';
import { Access, UnitOfWork, type Actor } from '@app/service-kit';
import { personNames } from '../replicas/names.js';
import { ReflectionAnswer } from './reflection-answer.js';
import { ReflectionNotFound } from './reflection.errors.js';
import { Reflection } from './reflection.js';
import { ReflectionReceipt, ReflectionView, type ReflectionAnswerList } from './reflections.dto.js';

// Row-level security knows organizations and no roles: a coordinator of the organizer is no facilitator.
const OPEN_TO_ME = `
  (answer.personId = :personId
   OR (answer.visibility IN ('facilitator', 'shared') AND :isOrganizer)
   OR (answer.visibility = 'shared' AND EXISTS (SELECT 1 FROM participants p
     WHERE p.cohort_id = answer.cohortId AND p.person_id = :personId AND p.withdrawn_at IS NULL))
   OR (answer.visibility = 'group' AND EXISTS (SELECT 1 FROM exercise_groups g
     WHERE g.id = answer.groupId AND g.member_ids @> ARRAY[:personId::uuid])))`;

/** Reads of reflections. The database refuses what the visibility of an answer refuses, whatever is asked here. */
@Injectable()
export class ReflectionsQueries {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: Access,
  ) {}

  async get(actor: Actor, id: string): Promise<ReflectionView> {
    const reflection = await this.work.read(actor, (tx) => tx.findOneBy(Reflection, { id }));
    if (!reflection) throw new ReflectionNotFound(id);
    return ReflectionView.of(reflection);
  }

  /** In the order they were asked: a cohort has a few dozen. */
  async list(actor: Actor, cohortId: string): Promise<ReflectionView[]> {
    const order = { id: 'ASC' } as const;
    const reflections = await this.work.read(actor, (tx) => tx.find(Reflection, { where: { cohortId }, order }));
    return reflections.map(ReflectionView.of);
  }

  /** The own answer, and the others' as far as each of them lets the caller read it. */
  async answers(actor: Actor, id: string): Promise<ReflectionAnswerList> {
    return this.work.read(actor, async (tx) => {
      const reflection = await tx.findOneBy(Reflection, { id });
      if (!reflection) throw new ReflectionNotFound(id);
      const { programId, organizerId: organizationId } = reflection;
      const isOrganizer = this.access.has(actor, 'program-organizer', { organizationId, programId });
      const personId = actor.kind === 'person' ? actor.personId : null;
      const answers = await tx
        .createQueryBuilder(ReflectionAnswer, 'answer')
        .where('answer.reflectionId = :id', { id })
        .andWhere(OPEN_TO_ME, { personId, isOrganizer })
        .orderBy('answer.answeredAt')
        .addOrderBy('answer.id')
        .getMany();
      const names = await personNames(
        tx,
        answers.map((answer) => answer.personId),
      );
      const data = answers.map((answer) => ({
        ...ReflectionReceipt.of(answer),
        participantId: answer.participantId,
        personId: answer.personId,
        name: names.get(answer.personId) ?? null,
        text: answer.text,
      }));
      return { data };
    });
  }
}
