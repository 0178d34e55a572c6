import {
  CohortConcludedV1,
  CohortOpenedV1,
  CohortPausedV1,
  CohortResumedV1,
  newEvent,
  type CompletionRule,
  type DocumentPolicy,
  type Localized,
  type NewEvent,
} from '@app/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Program } from '../programs/program.js';
import {
  CohortNotInStatus,
  CompletionRuleMissing,
  DocumentPolicyTwice,
  EndsBeforeItBegins,
  ScheduledOutsideDays,
  SessionsOutstanding,
} from './cohort.errors.js';

export const cohortStatuses = ['planned', 'open', 'running', 'paused', 'concluded'] as const;
export type CohortStatus = (typeof cohortStatuses)[number];

/** What leads to which status: everything else is refused. */
const TRANSITIONS = {
  open: { from: ['planned'], to: 'open' },
  start: { from: ['open'], to: 'running' },
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  conclude: { from: ['running'], to: 'concluded' },
} as const satisfies Record<string, { from: CohortStatus[]; to: CohortStatus }>;

/** What is said about a cohort when it is planned. */
export interface CohortPlan {
  code: string;
  title: Localized;
  startsOn: string;
  endsOn: string | null;
  nominations: { opensAt: string; closesAt: string } | null;
  seats: { total: number | null; perOrganization: number | null };
  targetCategories: string[];
  subjectKind: 'person' | 'institution';
  completionRule: CompletionRule | null;
  documents: DocumentPolicy[];
  partners: { organizationId: string; role: string }[];
}

/** The days of something that is scheduled in a cohort. */
export interface ScheduledDays {
  startsOn: string;
  endsOn: string;
}

/** One run of a program, with the rules that the other services decide by. */
@Entity('cohorts')
@Unique('cohorts_code', ['programId', 'code'])
@Index('cohorts_by_organizer', ['organizerId'])
@Check('cohorts_status', `status IN ('planned', 'open', 'running', 'paused', 'concluded')`)
@Check('cohorts_subject_kind', `subject_kind IN ('person', 'institution')`)
@Check('cohorts_days', 'ends_on >= starts_on')
export class Cohort {
  @PrimaryColumn('uuid')
  id: string;

  @Column('integer')
  version: number;

  @ForeignKey(() => Program, { name: 'cohorts_program' })
  @Column('uuid')
  programId: string;

  @Column('uuid')
  organizerId: string;

  @Column('text')
  status: CohortStatus;

  @Column('text')
  code: string;

  @Column('jsonb')
  title: Localized;

  @Column('date')
  startsOn: string;

  @Column('date', { nullable: true })
  endsOn: string | null;

  @Column('jsonb', { nullable: true })
  nominations: CohortPlan['nominations'];

  @Column('jsonb')
  seats: CohortPlan['seats'];

  @Column('jsonb')
  targetCategories: string[];

  @Column('text')
  subjectKind: CohortPlan['subjectKind'];

  @Column('jsonb', { nullable: true })
  completionRule: CompletionRule | null;

  @Column('jsonb')
  documents: DocumentPolicy[];

  @Column('jsonb')
  partners: CohortPlan['partners'];

  static plan(id: string, program: Program, plan: CohortPlan): Cohort {
    const cohort = Object.assign(new Cohort(), { id, version: 1, status: 'planned' });
    Object.assign(cohort, { programId: program.id, organizerId: program.organizerId });
    cohort.describe(plan);
    return cohort;
  }

  /** Replaces the plan while nobody studies by it yet. Its days leave nothing out that is scheduled. */
  revise(plan: CohortPlan, scheduled: readonly ScheduledDays[]): void {
    if (this.status !== 'planned' && this.status !== 'open') throw new CohortNotInStatus('revise', this.status);
    requireRoomFor(scheduled, plan);
    this.describe(plan);
    this.version += 1;
  }

  /** Invites nominations. */
  open(now: Date): NewEvent<typeof CohortOpenedV1> {
    this.pass('open');
    const { programId, organizerId } = this;
    return newEvent(CohortOpenedV1, this.subject(), { programId, organizerId, openedAt: now.toISOString() });
  }

  /** Begins with the modules and sessions. */
  start(): void {
    this.pass('start');
  }

  /** Suspends the cohort. */
  pause(now: Date): NewEvent<typeof CohortPausedV1> {
    this.pass('pause');
    return newEvent(CohortPausedV1, this.subject(), { pausedAt: now.toISOString() });
  }

  /** Goes on after a pause. */
  resume(now: Date): NewEvent<typeof CohortResumedV1> {
    this.pass('resume');
    return newEvent(CohortResumedV1, this.subject(), { resumedAt: now.toISOString() });
  }

  /** Ends delivery: who has not completed by now, has not completed. */
  conclude(outstandingSessions: number, now: Date): NewEvent<typeof CohortConcludedV1> {
    if (outstandingSessions > 0) throw new SessionsOutstanding(outstandingSessions);
    this.pass('conclude');
    const { programId } = this;
    return newEvent(CohortConcludedV1, this.subject(), { programId, concludedAt: now.toISOString() });
  }

  /** Refuses what is done to prepare delivery once there is none any more. */
  requireNotConcluded(act: string): void {
    if (this.status === 'concluded') throw new CohortNotInStatus(act, this.status);
  }

  /** Refuses what only happens in a cohort that runs. */
  requireRunning(act: string): void {
    if (this.status !== 'running') throw new CohortNotInStatus(act, this.status);
  }

  private pass(act: keyof typeof TRANSITIONS): void {
    const { from, to } = TRANSITIONS[act];
    if (!(from as readonly CohortStatus[]).includes(this.status)) throw new CohortNotInStatus(act, this.status);
    this.status = to;
    this.version += 1;
  }

  private describe(plan: CohortPlan): void {
    if (plan.endsOn && plan.endsOn < plan.startsOn) throw new EndsBeforeItBegins('/endsOn');
    const { nominations, documents } = plan;
    if (nominations && Date.parse(nominations.closesAt) <= Date.parse(nominations.opensAt)) {
      throw new EndsBeforeItBegins('/nominations/closesAt');
    }
    if (!plan.completionRule && documents.some(({ ground }) => ground === 'completion')) {
      throw new CompletionRuleMissing();
    }
    documents.forEach(({ kind, ground }, index) => {
      const first = documents.findIndex((other) => other.kind === kind && other.ground === ground);
      if (first !== index) throw new DocumentPolicyTwice(index);
    });
    Object.assign(this, plan);
  }

  private subject(): { id: string; organizationId: string } {
    return { id: this.id, organizationId: this.organizerId };
  }
}

/** Refuses days that would leave out something that is scheduled. */
export function requireRoomFor(
  scheduled: readonly ScheduledDays[],
  days: { startsOn: string; endsOn: string | null },
): void {
  for (const { startsOn, endsOn } of scheduled) {
    if (startsOn < days.startsOn) throw new ScheduledOutsideDays('/startsOn');
    if (days.endsOn && endsOn > days.endsOn) throw new ScheduledOutsideDays('/endsOn');
  }
}
