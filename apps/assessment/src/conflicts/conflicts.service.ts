import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Outbox } from '@app/messaging';
import { Access, Clock, requirePerson, UnitOfWork, type Actor, type PersonActor } from '@app/service-kit';
import { NotOnThePanel, PanelNotFound } from '../panels/panel.errors.js';
import { Panel } from '../panels/panel.js';
import { ProjectAlreadyDecided, ProjectNotFound } from '../projects/project.errors.js';
import { Project } from '../projects/project.js';
import { ConflictAlreadyRecorded, OnlyTheOwnConflict } from './conflict.errors.js';
import { Conflict } from './conflict.js';
import { ConflictView, type ConflictDto } from './conflicts.dto.js';

/** Conflicts of interest that people declare, beside those that the platform finds. */
@Injectable()
export class ConflictsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: Access,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Puts a conflict on record: a member's own, or another's as chair, secretary or organizer. Publishes
   * `assessment.panel.conflict-found.v1`.
   */
  async declare(actor: Actor, panelId: string, declaration: ConflictDto): Promise<ConflictView> {
    const person = requirePerson(actor);
    return this.work.run(actor, async (tx) => {
      const panel = await tx.findOneBy(Panel, { id: panelId });
      if (!panel) throw new PanelNotFound(panelId);
      const memberId = declaration.personId ?? person.personId;
      this.requireMayDeclare(person, panel, memberId, declaration.resolution ?? 'excluded');
      const { projectId, reason, ground = 'declared', resolution = 'excluded' } = declaration;
      await requireOpen(tx, projectId, panel, memberId);

      const found = { projectId, personId: memberId, ground, resolution, organizationId: null };
      const { conflict, conflictFound } = Conflict.record(
        uuid(),
        panel,
        { ...found, declaredBy: person.personId, note: reason },
        this.clock.now(),
      );

      await keep(tx, conflict);
      await this.outbox.add(tx, conflictFound);
      return ConflictView.of(conflict);
    });
  }

  private requireMayDeclare(person: PersonActor, panel: Panel, memberId: string, resolution: string): void {
    if (!panel.seatOf(memberId)) throw new NotOnThePanel(panel.id);
    const { programId, organizerId: organizationId } = panel;
    const isOrganizer = this.access.has(person, 'program-organizer', { organizationId, programId });
    // Nobody lets oneself stay on: a disclosed interest is the organizer's answer.
    if (resolution === 'disclosed' && (!isOrganizer || memberId === person.personId)) throw new OnlyTheOwnConflict();
    const role = panel.seatOf(person.personId)?.role;
    if (isOrganizer || memberId === person.personId || role === 'chair' || role === 'secretary') return;
    throw new OnlyTheOwnConflict();
  }
}

/** Puts it on record once; who was let on with a disclosed interest may still be excluded. */
async function keep(tx: EntityManager, conflict: Conflict): Promise<void> {
  const kept = await tx
    .createQueryBuilder()
    .insert()
    .into(Conflict)
    .values(conflict)
    .orUpdate(['resolution', 'ground', 'declared_by', 'note', 'found_at'], ['project_id', 'person_id'], {
      overwriteCondition: { where: `conflicts.resolution = 'disclosed' AND excluded.resolution = 'excluded'` },
    })
    .returning('id')
    .execute();
  if ((kept.raw as unknown[]).length === 0) throw new ConflictAlreadyRecorded(conflict.projectId);
}

/** Locks the project: a declaration and a decision do not pass each other. */
async function requireOpen(tx: EntityManager, projectId: string, panel: Panel, memberId: string): Promise<void> {
  const project = await tx.findOne(Project, {
    where: { id: projectId, panelId: panel.id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!project && (await tx.existsBy(Conflict, { projectId, personId: memberId }))) {
    throw new ConflictAlreadyRecorded(projectId);
  }
  if (!project) throw new ProjectNotFound(projectId);
  if (project.status === 'evaluated') throw new ProjectAlreadyDecided(projectId);
}
