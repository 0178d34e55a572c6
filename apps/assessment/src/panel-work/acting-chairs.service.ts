import { Injectable } from '@nestjs/common';
import { Access, UnitOfWork, type Actor } from '@app/service-kit';
import { panelAndRubric } from '../aggregates/bench.js';
import { Conflict } from '../conflicts/conflict.js';
import { NotOnThePanel } from '../panels/panel.errors.js';
import { ProjectNotFound } from '../projects/project.errors.js';
import { Project } from '../projects/project.js';
import { ProjectItem } from '../projects/projects.views.js';
import { personNames } from '../replicas/names.js';

/** Acting chairs: without one, a project that the chair is in conflict with could never be decided. */
@Injectable()
export class ActingChairsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: Access,
  ) {}

  /** Lets a member without a conflict decide on this one project. */
  async appoint(actor: Actor, projectId: string, personId: string): Promise<ProjectItem> {
    return this.work.run(actor, async (tx) => {
      const project = await tx.findOne(Project, { where: { id: projectId }, lock: { mode: 'pessimistic_write' } });
      if (!project) throw new ProjectNotFound(projectId);
      const { programId, organizerId: organizationId } = project;
      this.access.require(actor, 'program-organizer', { organizationId, programId });
      const bench = project.panelId ? await panelAndRubric(tx, project.panelId) : undefined;
      if (!bench) throw new NotOnThePanel(project.panelId);
      const excluded = await tx.findBy(Conflict, { projectId, resolution: 'excluded' });

      project.letDecide(
        personId,
        bench.panel,
        excluded.map((conflict) => conflict.personId),
      );

      const { actingChairId, version } = project;
      await tx.update(Project, projectId, { actingChairId, version });
      const authors = project.authors.map((author) => author.personId);
      return ProjectItem.of(project, await personNames(tx, authors));
    });
  }
}
