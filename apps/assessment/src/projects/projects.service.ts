import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { ReplicaBehind, type ProblemPointer } from '@app/contracts';
import { requirePerson, UnitOfWork, type Actor } from '@app/service-kit';
import { personNames } from '../replicas/names.js';
import { ParticipantReplica } from '../replicas/participant-replica.js';
import { TaskNotFound } from '../tasks/task.errors.js';
import { Task } from '../tasks/task.js';
import { ProjectAuthor } from './project-author.js';
import {
  InstitutionHasStrategy,
  ParticipantHasProject,
  ParticipantHasWithdrawn,
  ParticipantOfAnotherCohort,
} from './project.errors.js';
import type { Author } from './author.js';
import { Project } from './project.js';
import type { ProjectDto } from './projects.dto.js';
import { ProjectItem, type ProjectView } from './projects.views.js';

/** Beginning projects and strategies. Handing them in is a submission. */
@Injectable()
export class ProjectsService {
  constructor(private readonly work: UnitOfWork) {}

  /** Begins a project for a task: the caller is one of its authors. */
  async begin(actor: Actor, plan: ProjectDto): Promise<ProjectView> {
    const { personId } = requirePerson(actor);
    return this.work.run(actor, async (tx) => {
      // Asked first: who takes part sees the cohort's tasks only once the own enrollment has arrived here.
      const participants = await participantsOf(tx, plan.participantIds);
      const task = await tx.findOneBy(Task, { id: plan.taskId });
      if (!task) throw new TaskNotFound(plan.taskId);
      const authors = authorsOf(participants, task.cohortId);
      const { title, summary = null, language = 'kk' } = plan;

      const project = Project.begin(uuid(), task, authors, { title, summary, language }, personId);

      await insertOnce(tx, project);
      await takePlaces(tx, project);
      const names = await personNames(
        tx,
        authors.map((author) => author.personId),
      );
      return { ...ProjectItem.of(project, names), submission: null, decision: null };
    });
  }
}

async function participantsOf(tx: EntityManager, ids: readonly string[]): Promise<ParticipantReplica[]> {
  const known = await tx.findBy(ParticipantReplica, { id: In([...ids]) });
  return ids.map((id) => {
    const participant = known.find((each) => each.id === id);
    if (!participant) throw new ReplicaBehind('enrollment.participant', id);
    return participant;
  });
}

function authorsOf(participants: readonly ParticipantReplica[], cohortId: string): Author[] {
  const pointersTo = (code: string, isWrong: (participant: ParticipantReplica) => boolean): ProblemPointer[] =>
    participants.flatMap((each, index) => (isWrong(each) ? [{ pointer: `/participantIds/${index}`, code }] : []));
  const strangers = pointersTo('participant-of-another-cohort', (each) => each.cohortId !== cohortId);
  if (strangers.length > 0) throw new ParticipantOfAnotherCohort(strangers);
  const gone = pointersTo('participant-has-withdrawn', (each) => each.withdrawnAt !== null);
  if (gone.length > 0) throw new ParticipantHasWithdrawn(gone);
  return participants.map(({ id, personId, organizationId }) => ({ participantId: id, personId, organizationId }));
}

/** The key refuses a second strategy of an institution, also one that the caller cannot see. */
async function insertOnce(tx: EntityManager, project: Project): Promise<void> {
  const inserted = await tx
    .createQueryBuilder()
    .insert()
    .into(Project)
    .values(project)
    .orIgnore()
    .returning('id')
    .execute();
  if ((inserted.raw as unknown[]).length === 0) throw new InstitutionHasStrategy();
}

/** The key refuses a second project of a participant, also one that the caller cannot see. */
async function takePlaces(tx: EntityManager, project: Project): Promise<void> {
  const { id: projectId, taskId, programId, organizerId, startedBy } = project;
  const places = project.authors.map((author) => ({ ...author, projectId, taskId, programId, organizerId, startedBy }));
  const taken = await tx
    .createQueryBuilder()
    .insert()
    .into(ProjectAuthor)
    .values(places)
    .orIgnore()
    .returning('participant_id')
    .execute();
  if ((taken.raw as unknown[]).length < places.length) throw new ParticipantHasProject();
}
