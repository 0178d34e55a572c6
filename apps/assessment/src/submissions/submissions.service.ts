import { Injectable } from '@nestjs/common';
import { Outbox } from '@app/messaging';
import { Clock, requirePerson, UnitOfWork, type Actor } from '@app/service-kit';
import { ProjectNotFound } from '../projects/project.errors.js';
import { Project } from '../projects/project.js';
import { ProjectItem, type ProjectView } from '../projects/projects.views.js';
import { personNames } from '../replicas/names.js';
import { Task } from '../tasks/task.js';
import { ProjectVersion, type Submission } from './project-version.js';
import { VersionView } from './submissions.dto.js';

/** Handing projects and strategies in, version by version. */
@Injectable()
export class SubmissionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Hands a version in. Publishes `assessment.project.submitted.v1`. */
  async submit(actor: Actor, projectId: string, submission: Submission): Promise<ProjectView> {
    const { personId } = requirePerson(actor);
    return this.work.run(actor, async (tx) => {
      const project = await tx.findOne(Project, { where: { id: projectId }, lock: { mode: 'pessimistic_write' } });
      if (!project) throw new ProjectNotFound(projectId);
      const task = await tx.findOneByOrFail(Task, { id: project.taskId });

      const { submitted, projectSubmitted } = project.submit(submission, task, personId, this.clock.now());

      const { status, attempt, submittedVersion, panelId, slot, actingChairId, version } = project;
      const changes = { status, attempt, submittedVersion, panelId, slot, actingChairId, version };
      await tx.insert(ProjectVersion, submitted);
      await tx.update(Project, project.id, changes);
      await this.outbox.add(tx, projectSubmitted);
      const names = await personNames(
        tx,
        project.authors.map((author) => author.personId),
      );
      return { ...ProjectItem.of(project, names), submission: VersionView.of(submitted), decision: null };
    });
  }

  /** Every submitted version, the first one first. */
  async list(actor: Actor, projectId: string): Promise<VersionView[]> {
    return this.work.read(actor, async (tx) => {
      if (!(await tx.existsBy(Project, { id: projectId }))) throw new ProjectNotFound(projectId);
      const versions = await tx.find(ProjectVersion, { where: { projectId }, order: { number: 'ASC' } });
      return versions.map(VersionView.of);
    });
  }
}
