import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { ProblemPointer } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, Clock, UnitOfWork, type Actor } from '@app/service-kit';
import { findConflicts } from '../conflicts/find-conflicts.js';
import {
  ProjectAlreadyAssigned,
  ProjectNotForThisPanel,
  ProjectNotFound,
  ProjectNotSubmitted,
} from '../projects/project.errors.js';
import { Project } from '../projects/project.js';
import { PanelNotFound } from '../panels/panel.errors.js';
import { Panel } from '../panels/panel.js';
import { panelView } from '../panels/panels.queries.js';
import type { PanelView } from '../panels/panels.views.js';

const ASSIGN = `
  UPDATE projects p SET panel_id = $1, status = $2, slot = place.slot, version = p.version + 1
  FROM unnest($3::uuid[], $4::int[]) AS place (id, slot) WHERE p.id = place.id`;

/** Which projects come before which panel, and in which order. */
@Injectable()
export class AssignmentsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: Access,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Puts projects into the panel's timetable. Publishes `assessment.panel.conflict-found.v1` for each conflict. */
  async assign(actor: Actor, panelId: string, projectIds: readonly string[]): Promise<PanelView> {
    return this.work.run(actor, async (tx) => {
      const panel = await tx.findOne(Panel, { where: { id: panelId }, lock: { mode: 'pessimistic_write' } });
      if (!panel) throw new PanelNotFound(panelId);
      const { programId, organizerId: organizationId } = panel;
      this.access.require(actor, 'program-organizer', { organizationId, programId });
      const projects = await lockInOrder(tx, projectIds);
      requireFit(projects, panel);

      const slots = panel.takeSlots(projects.length);

      // A second attempt may come before a panel that scores already.
      const status = panel.scoringOpenedAt ? 'scoring' : 'submitted';
      await tx.update(Panel, panelId, { slotsTaken: panel.slotsTaken, version: panel.version });
      await tx.query(ASSIGN, [panelId, status, projectIds, slots]);
      // After the change: who assigns and sits on the panel may not touch a project once a conflict is on record.
      const found = await findConflicts(tx, this.clock, panel, projects);
      await this.outbox.add(tx, ...found.map(({ conflictFound }) => conflictFound));
      return panelView(tx, actor, panel);
    });
  }
}

/** The projects in the order asked for, locked in the order of their ids: two assignments cannot wait for each other. */
async function lockInOrder(tx: EntityManager, ids: readonly string[]): Promise<Project[]> {
  const locked = await tx.find(Project, {
    where: { id: In([...ids]) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const byId = new Map(locked.map((project) => [project.id, project]));
  return ids.map((id) => {
    const project = byId.get(id);
    if (!project) throw new ProjectNotFound(id);
    return project;
  });
}

function requireFit(projects: readonly Project[], panel: Panel): void {
  const pointersTo = (code: string, isWrong: (project: Project) => boolean): ProblemPointer[] =>
    projects.flatMap((each, index) => (isWrong(each) ? [{ pointer: `/projectIds/${index}`, code }] : []));
  const foreign = pointersTo(
    'project-not-for-this-panel',
    (each) => each.cohortId !== panel.cohortId || each.kind !== panel.judges,
  );
  if (foreign.length > 0) throw new ProjectNotForThisPanel(foreign);
  const assigned = pointersTo('project-already-assigned', (each) => each.panelId !== null);
  if (assigned.length > 0) throw new ProjectAlreadyAssigned(assigned);
  const drafts = pointersTo('project-not-submitted', (each) => each.status !== 'submitted');
  if (drafts.length > 0) throw new ProjectNotSubmitted(drafts);
}
