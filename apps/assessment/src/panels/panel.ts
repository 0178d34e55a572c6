import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { newEvent, PanelAppointedV1, type Localized, type NewEvent, type ProblemPointer } from '@app/contracts';
import type { CohortPlace } from '../replicas/cohort-replica.js';
import { Rubric } from '../rubrics/rubric.js';
import type { WorkKind } from '../tasks/task.js';
import { PanelCompositionInvalid, ScoringAlreadyOpen } from './panel.errors.js';

/** A panel judges projects, a commission judges strategies; both follow the same rules. */
export type PanelKind = 'panel' | 'commission';
export type SeatRole = 'chair' | 'member' | 'secretary';

/** A seat: who sits there, for which organization, in which office at the time of the appointment. */
export interface Seat {
  personId: string;
  organizationId: string;
  role: SeatRole;
  office: Localized | null;
  /** An interest that the member judges with, because it is disclosed in the minutes; most seats have none. */
  disclosed?: string;
}

/** The order by which the panel was appointed. */
export interface AppointmentOrder {
  number: string;
  date: string;
}

/** What the organizer says when appointing. */
export interface PanelPlan {
  kind: PanelKind;
  title: Localized;
  members: Seat[];
  quorum: number;
  rubricId: string;
  appointmentOrder: AppointmentOrder | null;
}

/** Decisions below this many sheets are refused, whatever quorum a panel has. */
export const SMALLEST_QUORUM = 3;

/**
 * The people who judge: exactly one chair, members who score, a secretary who does not.
 * Seats are a snapshot of the day of the appointment and never follow later changes of office.
 */
@Entity('panels')
@Index('panels_cohort', ['cohortId', 'id'])
@Index('panels_members', { synchronize: false })
@Check('panels_kind', `kind IN ('panel', 'commission')`)
@Check('panels_quorum', 'quorum BETWEEN 3 AND cardinality(member_ids)')
export class Panel {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') cohortId: string;
  @Column('uuid') programId: string;
  @Column('uuid') organizerId: string;
  @Column('text') kind: PanelKind;
  @Column('jsonb') title: Localized;
  @Column('jsonb') members: Seat[];
  /** The persons of the seats again: what row-level security asks for. */
  @Column('uuid', { array: true }) memberIds: string[];
  @Column('int') quorum: number;
  @ForeignKey(() => Rubric, { name: 'panels_rubric' })
  @Column('uuid')
  rubricId: string;
  @Column('jsonb', { nullable: true }) appointmentOrder: AppointmentOrder | null;
  @Column('timestamptz') appointedAt: Date;
  @Column('timestamptz', { nullable: true }) scoringOpenedAt: Date | null;
  /** Places of the timetable that were given out. */
  @Column('int') slotsTaken: number;
  @Column('int') version: number;

  /** Appoints a panel or commission. Refuses a composition that could never decide. */
  static appoint(
    id: string,
    place: CohortPlace,
    plan: PanelPlan,
    now: Date,
  ): { panel: Panel; panelAppointed: NewEvent<typeof PanelAppointedV1> } {
    const faults = contradictions(plan);
    if (faults.length > 0) throw new PanelCompositionInvalid(faults);
    const panel = Object.assign(new Panel(), place, plan, {
      id,
      memberIds: plan.members.map(({ personId }) => personId),
      appointedAt: now,
      scoringOpenedAt: null,
      slotsTaken: 0,
      version: 1,
    });
    const panelAppointed = newEvent(PanelAppointedV1, panel.subject(), {
      cohortId: panel.cohortId,
      kind: panel.kind,
      quorum: panel.quorum,
      members: panel.members.map(({ personId, organizationId, role }) => ({ personId, organizationId, role })),
      appointedAt: now.toISOString(),
    });
    return { panel, panelAppointed };
  }

  /** From now on its members may score. */
  openScoring(now: Date): void {
    if (this.scoringOpenedAt) throw new ScoringAlreadyOpen(this.id);
    this.scoringOpenedAt = now;
    this.version += 1;
  }

  /** Gives out the next places of the timetable, in order. */
  takeSlots(count: number): number[] {
    const slots = Array.from({ length: count }, (_, index) => this.slotsTaken + index + 1);
    this.slotsTaken += count;
    this.version += 1;
    return slots;
  }

  /** What this panel judges. */
  get judges(): WorkKind {
    return this.kind === 'panel' ? 'project' : 'strategy';
  }

  seatOf(personId: string): Seat | undefined {
    return this.members.find((seat) => seat.personId === personId);
  }

  isChairedBy(personId: string): boolean {
    return this.seatOf(personId)?.role === 'chair';
  }

  /** A secretary keeps the minutes and does not score. */
  isScoredBy(personId: string): boolean {
    const role = this.seatOf(personId)?.role;
    return role === 'chair' || role === 'member';
  }

  /** How many sheets of members without a conflict a decision needs. */
  get sheetsNeeded(): number {
    return Math.max(SMALLEST_QUORUM, this.quorum);
  }

  /** What its facts say of it: a panel is at home at the organizer. */
  subject(): { id: string; organizationId: string } {
    return { id: this.id, organizationId: this.organizerId };
  }
}

function contradictions({ members, quorum }: PanelPlan): ProblemPointer[] {
  const faults: ProblemPointer[] = [];
  members.forEach(({ personId }, index) => {
    if (members.findIndex((seat) => seat.personId === personId) < index) {
      faults.push({ pointer: `/members/${index}/personId`, code: 'member-twice' });
    }
  });
  const chairs = members.filter(({ role }) => role === 'chair').length;
  if (chairs !== 1) faults.push({ pointer: '/members', code: chairs === 0 ? 'chair-missing' : 'several-chairs' });
  const scoring = members.filter(({ role }) => role !== 'secretary').length;
  if (quorum > scoring) faults.push({ pointer: '/quorum', code: 'quorum-above-members' });
  return faults;
}
