import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Panel } from '../panels/panel.js';
import { Rubric } from '../rubrics/rubric.js';
import type { CriterionAggregate } from '../aggregates/aggregate.js';
import { OutcomeAgainstAggregate, ResubmissionNeedsRevise } from './decision.errors.js';

export type Outcome = 'passed' | 'failed' | 'revise';

/** What the chair says: the outcome, the minutes it stands in, and why it may differ from the aggregate. */
export interface Verdict {
  outcome: Outcome;
  protocolNumber: string;
  deviationReason?: string;
  recommendations?: string;
  /** With `revise`: until when the authors may hand in again; their task's deadline is over by then. */
  resubmitBy?: Date;
}

/**
 * A panel's decision on one attempt of a project: a record of its own beside scores and aggregate, written once.
 * It keeps the aggregate, the pass mark and the rubric version it was taken with.
 */
@Entity('decisions')
@Index('decisions_panel', ['panelId'])
@Index('decisions_cohort', ['cohortId'])
@Check('decisions_outcome', `outcome IN ('passed', 'failed', 'revise')`)
@Check('decisions_score', 'score BETWEEN 0 AND 100')
@Check('decisions_sheets', 'sheets >= 3')
export class Decision {
  @ForeignKey('Project', { name: 'decisions_project' })
  @PrimaryColumn('uuid')
  projectId: string;
  @PrimaryColumn('int') attempt: number;
  @Column('uuid') cohortId: string;
  @ForeignKey(() => Panel, { name: 'decisions_panel_fk' })
  @Column('uuid')
  panelId: string;
  @Column('uuid') programId: string;
  @Column('uuid') organizerId: string;
  @Column('text') outcome: Outcome;
  @Column('double precision') score: number;
  @Column('double precision') passMark: number;
  @Column('int') sheets: number;
  @Column('jsonb') criteria: CriterionAggregate[];
  @ForeignKey(() => Rubric, { name: 'decisions_rubric' })
  @Column('uuid')
  rubricId: string;
  @Column('int') rubricVersion: number;
  @Column('text') protocolNumber: string;
  @Column('text', { nullable: true }) deviationReason: string | null;
  @Column('text', { nullable: true }) recommendations: string | null;
  @Column('timestamptz', { nullable: true }) resubmitBy: Date | null;
  @Column('uuid') decidedBy: string;
  @Column('timestamptz') decidedAt: Date;
}

/** The outcome follows the aggregate unless the chair gives a reason. */
export function requireAgreement(verdict: Verdict, score: number, passMark: number): void {
  if (verdict.resubmitBy && verdict.outcome !== 'revise') throw new ResubmissionNeedsRevise();
  const agrees = (verdict.outcome === 'passed') === score >= passMark;
  if (!agrees && !verdict.deviationReason) throw new OutcomeAgainstAggregate(score, passMark);
}
