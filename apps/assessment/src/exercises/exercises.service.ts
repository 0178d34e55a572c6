import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { ReplicaBehind } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, Clock, requirePerson, UnitOfWork, type Actor } from '@app/service-kit';
import { requireCohort } from '../replicas/cohorts.js';
import { personNames } from '../replicas/names.js';
import { ParticipantReplica } from '../replicas/participant-replica.js';
import { requireSession } from '../replicas/sessions.js';
import { ExerciseGroup } from './exercise-group.js';
import { ExerciseGroupNotFound } from './exercise.errors.js';
import { Exercise } from './exercise.js';
import type { ExerciseDto } from './exercises.dto.js';
import { ExerciseGroupView, ExerciseView } from './exercises.views.js';
import { requireGroups, type GroupPlan } from './group-plan.js';

/** Group exercises: set by the organizer, led and answered by the groups themselves. */
@Injectable()
export class ExercisesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: Access,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Sets an exercise for a session and forms its groups. */
  async set(actor: Actor, cohortId: string, plan: ExerciseDto): Promise<ExerciseView> {
    const { sessionId, title, tasks = [] } = plan;
    return this.work.run(actor, async (tx) => {
      const cohort = await requireCohort(tx, cohortId);
      const { programId, organizerId: organizationId } = cohort;
      this.access.require(actor, 'program-organizer', { organizationId, programId });
      await requireSession(tx, sessionId, cohortId);
      const participants = await participantsOf(tx, plan.groups);
      requireGroups(plan.groups, participants, cohortId);

      const exercise = Exercise.set(uuid(), cohort.place(), sessionId, { title, tasks }, this.clock.now());
      const groups = plan.groups.map(({ name, participantIds }, index) => {
        const members = participantIds.map((id) => ({ participantId: id, personId: participants.get(id)!.personId }));
        return ExerciseGroup.form(uuid(), exercise, index + 1, name, members);
      });

      await tx.insert(Exercise, exercise);
      await tx.insert(ExerciseGroup, groups);
      const personIds = groups.flatMap(({ memberIds }) => memberIds);
      return ExerciseView.of(exercise, groups, await personNames(tx, personIds));
    });
  }

  /** Records whom a group elected: any of its members says so, once. */
  async elect(actor: Actor, groupId: string, participantId: string): Promise<ExerciseGroupView> {
    const { personId } = requirePerson(actor);
    return this.work.run(actor, async (tx) => {
      const group = await lockGroup(tx, groupId);

      group.elect(participantId, personId, this.clock.now());

      const { leaderId, electedAt, version } = group;
      await tx.update(ExerciseGroup, groupId, { leaderId, electedAt, version });
      return ExerciseGroupView.of(group, await personNames(tx, group.memberIds));
    });
  }

  /** Records what a group presents, through its leader. Publishes `assessment.exercise.answered.v1`. */
  async answer(actor: Actor, groupId: string, text: string): Promise<ExerciseGroupView> {
    const { personId } = requirePerson(actor);
    return this.work.run(actor, async (tx) => {
      const group = await lockGroup(tx, groupId);

      const exerciseAnswered = group.present(text, personId, this.clock.now());

      const { answer, answeredAt, version } = group;
      await tx.update(ExerciseGroup, groupId, { answer, answeredAt, version });
      await this.outbox.add(tx, exerciseAnswered);
      return ExerciseGroupView.of(group, await personNames(tx, group.memberIds));
    });
  }
}

/** Two elections at once queue here, or both would find the group without a leader. */
async function lockGroup(tx: EntityManager, id: string): Promise<ExerciseGroup> {
  const group = await tx.findOne(ExerciseGroup, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!group) throw new ExerciseGroupNotFound(id);
  return group;
}

async function participantsOf(
  tx: EntityManager,
  groups: readonly GroupPlan[],
): Promise<Map<string, ParticipantReplica>> {
  const ids = [...new Set(groups.flatMap(({ participantIds }) => participantIds))];
  const known = new Map((await tx.findBy(ParticipantReplica, { id: In(ids) })).map((each) => [each.id, each]));
  const missing = ids.find((id) => !known.has(id));
  if (missing) throw new ReplicaBehind('enrollment.participant', missing);
  return known;
}
