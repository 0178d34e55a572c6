import type { Localized } from '@app/contracts';
import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { EndsBeforeItBegins } from '../cohorts/cohort.errors.js';
import { Cohort, requireRoomFor, type ScheduledDays } from '../cohorts/cohort.js';
import { ModuleOutsideCohort } from './module.errors.js';

export const moduleKinds = ['regular', 'international', 'final'] as const;

/** What is said about a module. */
export interface ModulePlan {
  number: number;
  title: Localized;
  theme: string | null;
  kind: (typeof moduleKinds)[number];
  country: string;
  city: string;
  timeZone: string;
  startsOn: string;
  endsOn: string;
  partners: { organizationId: string; role: string }[];
}

/** A part of a cohort with a theme, a place, days and host partners. */
@Entity('modules')
@Unique('modules_number', ['cohortId', 'number'])
@Check('modules_kind', `kind IN ('regular', 'international', 'final')`)
@Check('modules_days', 'ends_on >= starts_on')
export class CohortModule {
  @PrimaryColumn('uuid')
  id: string;

  @Column('integer')
  version: number;

  @ForeignKey(() => Cohort, { name: 'modules_cohort' })
  @Column('uuid')
  cohortId: string;

  @Column('uuid')
  programId: string;

  @Column('uuid')
  organizerId: string;

  @Column('integer')
  number: number;

  @Column('jsonb')
  title: Localized;

  @Column('text', { nullable: true })
  theme: string | null;

  @Column('text')
  kind: ModulePlan['kind'];

  @Column('text')
  country: string;

  @Column('text')
  city: string;

  @Column('text')
  timeZone: string;

  @Column('date')
  startsOn: string;

  @Column('date')
  endsOn: string;

  @Column('jsonb')
  partners: ModulePlan['partners'];

  static schedule(id: string, cohort: Cohort, plan: ModulePlan): CohortModule {
    cohort.requireNotConcluded('schedule');
    const { programId, organizerId } = cohort;
    const module = Object.assign(new CohortModule(), { id, version: 1, cohortId: cohort.id, programId, organizerId });
    module.describe(cohort, plan);
    return module;
  }

  /** Replaces what is said about the module. Its days leave none of its sessions out. */
  revise(cohort: Cohort, plan: ModulePlan, sessions: readonly ScheduledDays[]): void {
    cohort.requireNotConcluded('revise');
    requireRoomFor(sessions, plan);
    this.describe(cohort, plan);
    this.version += 1;
  }

  private describe(cohort: Cohort, plan: ModulePlan): void {
    if (plan.endsOn < plan.startsOn) throw new EndsBeforeItBegins('/endsOn');
    if (plan.startsOn < cohort.startsOn) throw new ModuleOutsideCohort('/startsOn');
    if (cohort.endsOn && plan.endsOn > cohort.endsOn) throw new ModuleOutsideCohort('/endsOn');
    Object.assign(this, plan);
  }
}
