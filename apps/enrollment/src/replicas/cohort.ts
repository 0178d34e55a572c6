import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CohortStateV1, CompletionRule, Localized } from '@app/contracts';

/** Who completes: each person, or an institution with its people. */
export type SubjectKind = 'person' | 'institution';

export type CohortStatus = 'planned' | 'open' | 'running' | 'paused' | 'concluded';

/** A cohort with the rules that enrollment decides by (replica of `programs.cohort`). */
@Entity('cohorts')
export class Cohort {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  programId: string;

  @Column('uuid')
  organizerId: string;

  @Column('text')
  code: string;

  @Column('jsonb')
  title: Localized;

  @Column('text')
  status: CohortStatus;

  /** Nomination window; null where people may be nominated for as long as the cohort is open or running. */
  @Column('jsonb', { nullable: true })
  nominations: CohortStateV1['nominations'];

  @Column('int', { nullable: true })
  seatsTotal: number | null;

  @Column('int', { nullable: true })
  seatsPerOrganization: number | null;

  /** Position categories it is meant for; empty means everybody. */
  @Column('text', { array: true })
  targetCategories: string[];

  @Column('text')
  subjectKind: SubjectKind;

  /** Null where the program ends without completion. */
  @Column('jsonb', { nullable: true })
  completionRule: CompletionRule | null;

  /** Set by the fact `programs.cohort.concluded`, not by the state: from then on nothing is open any more. */
  @Column('timestamptz', { nullable: true })
  concludedAt: Date | null;

  isMeantFor(category: string): boolean {
    return this.targetCategories.length === 0 || this.targetCategories.includes(category);
  }
}
