import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Outbox } from '@app/messaging';
import { Access, Clock, UnitOfWork, type Actor } from '@app/service-kit';
import { MemberInConflict } from '../conflicts/conflict.errors.js';
import { Conflict } from '../conflicts/conflict.js';
import { findConflicts } from '../conflicts/find-conflicts.js';
import { Project } from '../projects/project.js';
import { Rubric } from '../rubrics/rubric.js';
import { PanelNotFound, PanelWithoutProjects } from '../panels/panel.errors.js';
import { Panel } from '../panels/panel.js';
import { panelView } from '../panels/panels.queries.js';
import type { PanelView } from '../panels/panels.views.js';

/** Opening of a panel's scoring: from then on its rubric and what it judges stand still. */
@Injectable()
export class ScoringOpeningService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: Access,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens scoring. Publishes `assessment.rubric.frozen.v1` if this panel is the first to score by the rubric, and
   * `assessment.panel.conflict-found.v1` for each conflict that arose since the assignment.
   */
  async open(actor: Actor, panelId: string): Promise<PanelView> {
    const now = this.clock.now();
    return this.work.run(actor, async (tx) => {
      const panel = await tx.findOne(Panel, { where: { id: panelId }, lock: { mode: 'pessimistic_write' } });
      if (!panel) throw new PanelNotFound(panelId);
      const { programId, organizerId: organizationId } = panel;
      this.access.require(actor, 'program-organizer', { organizationId, programId });
      await refuseInConflict(tx, actor, panelId);
      const rubric = await tx.findOneOrFail(Rubric, {
        where: { id: panel.rubricId },
        lock: { mode: 'pessimistic_write' },
      });
      const projects = await tx.find(Project, { select: { id: true, authors: true }, where: { panelId } });
      if (projects.length === 0) throw new PanelWithoutProjects(panelId);

      panel.openScoring(now);
      const rubricFrozen = rubric.freeze(now);

      await tx.update(Panel, panelId, { scoringOpenedAt: panel.scoringOpenedAt, version: panel.version });
      await tx.update(Project, { panelId, status: 'submitted' }, { status: 'scoring', version: () => 'version + 1' });
      if (rubricFrozen) {
        await tx.update(Rubric, rubric.id, { frozenAt: rubric.frozenAt, version: rubric.version });
        await this.outbox.add(tx, rubricFrozen);
      }
      const found = await findConflicts(tx, this.clock, panel, projects);
      await this.outbox.add(tx, ...found.map(({ conflictFound }) => conflictFound));
      return panelView(tx, actor, panel);
    });
  }
}

/** Who does not see one of the projects cannot open scoring on all of them: another organizer does. */
async function refuseInConflict(tx: EntityManager, actor: Actor, panelId: string): Promise<void> {
  if (actor.kind !== 'person') return;
  const own = await tx.findOneBy(Conflict, { panelId, personId: actor.personId, resolution: 'excluded' });
  if (own) throw new MemberInConflict(own.projectId);
}
