import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { newEvent, PanelConflictFoundV1, type NewEvent } from '@app/contracts';
import { Panel } from '../panels/panel.js';
import { Project } from '../projects/project.js';

/** What the platform finds by itself, in the order it looks. */
export const FOUND_GROUNDS = ['own-project', 'same-organization', 'parent-organization', 'child-organization'] as const;
/** What people say; of a consultant the platform knows too, where the organizer has recorded the consultancy. */
export const DECLARED_GROUNDS = ['declared', 'consultant', 'mentor', 'family'] as const;

/** Why a member cannot judge. */
export type ConflictGround = (typeof FOUND_GROUNDS)[number] | (typeof DECLARED_GROUNDS)[number];

/** Excluded from the project, or taking part with the interest disclosed in the minutes. */
export type ConflictResolution = 'excluded' | 'disclosed';

/** What is recorded of one conflict. */
export interface ConflictCase {
  projectId: string;
  personId: string;
  ground: ConflictGround;
  resolution: ConflictResolution;
  /** The organization in common, where there is one. */
  organizationId: string | null;
  /** Who said so; null when the platform found it or the appointment discloses it. */
  declaredBy: string | null;
  note: string | null;
}

/**
 * A member of a panel has an interest in a project. Recorded once per member and project and never removed: the
 * member neither scores nor decides nor sees the project, its sheets or its aggregate, and the quorum counts the others.
 */
@Entity('conflicts')
@Unique('conflicts_once', ['projectId', 'personId'])
@Index('conflicts_person', ['personId'])
@Index('conflicts_panel', ['panelId', 'id'])
@Check('conflicts_resolution', `resolution IN ('excluded', 'disclosed')`)
export class Conflict implements ConflictCase {
  @PrimaryColumn('uuid') id: string;
  @ForeignKey(() => Panel, { name: 'conflicts_panel_fk' })
  @Column('uuid')
  panelId: string;
  @ForeignKey(() => Project, { name: 'conflicts_project_fk' })
  @Column('uuid')
  projectId: string;
  @Column('uuid') personId: string;
  @Column('uuid') programId: string;
  @Column('uuid') organizerId: string;
  @Column('text') ground: ConflictGround;
  @Column('text') resolution: ConflictResolution;
  @Column('uuid', { nullable: true }) organizationId: string | null;
  @Column('uuid', { nullable: true }) declaredBy: string | null;
  @Column('text', { nullable: true }) note: string | null;
  @Column('timestamptz') foundAt: Date;

  /** Puts a conflict on record. */
  static record(
    id: string,
    panel: Panel,
    found: ConflictCase,
    now: Date,
  ): { conflict: Conflict; conflictFound: NewEvent<typeof PanelConflictFoundV1> } {
    const conflict = Object.assign(new Conflict(), found, {
      id,
      panelId: panel.id,
      programId: panel.programId,
      organizerId: panel.organizerId,
      foundAt: now,
    });
    const conflictFound = newEvent(PanelConflictFoundV1, panel.subject(), {
      projectId: found.projectId,
      personId: found.personId,
      reason: found.ground,
      resolution: found.resolution,
      foundAt: now.toISOString(),
    });
    return { conflict, conflictFound };
  }
}
