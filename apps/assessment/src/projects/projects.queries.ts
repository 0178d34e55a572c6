import { Injectable } from '@nestjs/common';
import { page, UnitOfWork, type Actor } from '@app/service-kit';
import { Decision } from '../decisions/decision.js';
import { DecisionView } from '../decisions/decisions.views.js';
import { afterId } from '../paging.dto.js';
import { personNames } from '../replicas/names.js';
import { ProjectNotFound } from './project.errors.js';
import { Project } from './project.js';
import { ProjectVersion } from '../submissions/project-version.js';
import { VersionView } from '../submissions/submissions.dto.js';
import type { ProjectsQuery } from './projects.dto.js';
import { ProjectItem, type ProjectPage, type ProjectView } from './projects.views.js';

/** Reads of projects. Row-level security leaves out what the actor may not see, conflicts of interest included. */
@Injectable()
export class ProjectsQueries {
  constructor(private readonly work: UnitOfWork) {}

  async get(actor: Actor, id: string): Promise<ProjectView> {
    return this.work.read(actor, async (tx) => {
      const project = await tx.findOneBy(Project, { id });
      if (!project) throw new ProjectNotFound(id);
      const personIds = project.authors.map(({ personId }) => personId);
      const submitted = await tx.findOneBy(ProjectVersion, { projectId: id, number: project.submittedVersion });
      const decision = await tx.findOne(Decision, { where: { projectId: id }, order: { attempt: 'DESC' } });
      return {
        ...ProjectItem.of(project, await personNames(tx, personIds)),
        submission: submitted && VersionView.of(submitted),
        decision: decision && DecisionView.of(decision),
      };
    });
  }

  /** In the order they were begun. */
  async list(actor: Actor, { cohortId, panelId, status, q, limit, cursor }: ProjectsQuery): Promise<ProjectPage> {
    const after = afterId(cursor);
    return this.work.read(actor, async (tx) => {
      const query = tx
        .createQueryBuilder(Project, 'project')
        .orderBy('project.id')
        .limit(limit + 1);
      if (cohortId) query.andWhere('project.cohortId = :cohortId', { cohortId });
      if (panelId) query.andWhere('project.panelId = :panelId', { panelId });
      if (status) query.andWhere('project.status = :status', { status });
      if (q) query.andWhere('project.title ILIKE :part', { part: `%${q.replace(/[\\%_]/g, '\\$&')}%` });
      if (after) query.andWhere('project.id > :after', { after });
      const { data, page: position } = page(await query.getMany(), limit, ({ id }) => [id]);
      const names = await personNames(
        tx,
        data.flatMap(({ authors }) => authors.map(({ personId }) => personId)),
      );
      return { data: data.map((project) => ProjectItem.of(project, names)), page: position };
    });
  }
}
