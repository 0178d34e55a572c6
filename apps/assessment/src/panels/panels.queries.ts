import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { page, UnitOfWork, type Actor } from '@app/service-kit';
import { ConflictView } from '../conflicts/conflicts.dto.js';
import { visibleConflicts } from '../conflicts/conflicts.queries.js';
import { afterId } from '../paging.dto.js';
import { Project } from '../projects/project.js';
import { organizationNames, personNames } from '../replicas/names.js';
import { PanelNotFound } from './panel.errors.js';
import { Panel } from './panel.js';
import type { PanelsQuery } from './panels.dto.js';
import { PanelItem, SlotView, type PanelPage, type PanelView, type SeatView } from './panels.views.js';

/** Reads of panels. A member sees neither slot nor title of a project that the member has a conflict with. */
@Injectable()
export class PanelsQueries {
  constructor(private readonly work: UnitOfWork) {}

  async get(actor: Actor, id: string): Promise<PanelView> {
    return this.work.read(actor, async (tx) => {
      const panel = await tx.findOneBy(Panel, { id });
      if (!panel) throw new PanelNotFound(id);
      return panelView(tx, actor, panel);
    });
  }

  /** In the order they were appointed. */
  async list(actor: Actor, { cohortId, limit, cursor }: PanelsQuery): Promise<PanelPage> {
    const after = afterId(cursor);
    return this.work.read(actor, async (tx) => {
      const query = tx
        .createQueryBuilder(Panel, 'panel')
        .orderBy('panel.id')
        .limit(limit + 1);
      if (cohortId) query.andWhere('panel.cohortId = :cohortId', { cohortId });
      if (after) query.andWhere('panel.id > :after', { after });
      const { data, page: position } = page(await query.getMany(), limit, ({ id }) => [id]);
      return { data: data.map(PanelItem.of), page: position };
    });
  }
}

/** A panel as the actor may see it. */
export async function panelView(tx: EntityManager, actor: Actor, panel: Panel): Promise<PanelView> {
  const projects = await tx.find(Project, {
    select: { id: true, slot: true, title: true, status: true, outcome: true },
    where: { panelId: panel.id },
    order: { slot: 'ASC' },
  });
  const conflicts = await visibleConflicts(tx, panel.id, actor.kind === 'person' ? actor.personId : null);
  return {
    ...PanelItem.of(panel),
    members: await seatViews(tx, panel),
    projects: projects.map(SlotView.of),
    conflicts: conflicts.map(ConflictView.of),
  };
}

/** The seats with names. */
export async function seatViews(tx: EntityManager, { members, memberIds }: Panel): Promise<SeatView[]> {
  const people = await personNames(tx, memberIds);
  const organizations = await organizationNames(
    tx,
    members.map(({ organizationId }) => organizationId),
  );
  return members.map(({ personId, organizationId, role, office, disclosed = null }) => ({
    personId,
    name: people.get(personId) ?? null,
    organizationId,
    organizationName: organizations.get(organizationId) ?? null,
    role,
    office,
    disclosed,
  }));
}
