import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { newEvent, ProjectEvaluatedV1, ProjectSubmittedV1, type NewEvent } from '@app/contracts';
import { Decision, requireAgreement, type Outcome, type Verdict } from '../decisions/decision.js';
import { OnlyTheChairDecides, PanelBelowQuorum } from '../decisions/decision.errors.js';
import { ChairNotInConflict, MemberInConflict } from '../conflicts/conflict.errors.js';
import { NotOnThePanel, ScoringAlreadyOpen, ScoringNotOpen } from '../panels/panel.errors.js';
import { Panel } from '../panels/panel.js';
import { RubricNotFrozen } from '../rubrics/rubric.errors.js';
import type { Rubric } from '../rubrics/rubric.js';
import { aggregate, type CriterionScore } from '../aggregates/aggregate.js';
import { Task, type WorkKind } from '../tasks/task.js';
import { requireOneInstitution, type Author } from './author.js';
import { NotAnAuthor, ProjectAlreadyDecided, ProjectDeadlinePassed } from './project.errors.js';
import { ProjectVersion, type Submission } from '../submissions/project-version.js';

export type ProjectStatus = 'draft' | 'submitted' | 'scoring' | 'evaluated';
export type ContentLanguage = 'kk' | 'ru' | 'en';

/** What a decision is taken with: the panel, its rubric and the sheets that count. */
export interface Bench {
  panel: Panel;
  rubric: Rubric;
  /** Submitted sheets of members without a conflict. */
  sheets: readonly { scores: readonly CriterionScore[] }[];
}

/**
 * A work that is judged: a participant's or team's project, or an institution's strategy. draft → submitted → scoring →
 * evaluated; after the outcome `revise` a new version begins the next attempt. Nothing but `decide` sets an outcome.
 */
@Entity('projects')
@Index('projects_cohort', ['cohortId', 'id'])
@Index('projects_home', ['homeOrganizationId', 'id'])
@Index('projects_strategy', ['taskId', 'homeOrganizationId'], { unique: true, where: `kind = 'strategy'` })
@Unique('projects_slot', ['panelId', 'slot'])
@Check('projects_language', `language IN ('kk', 'ru', 'en')`)
@Check('projects_outcome', `outcome IN ('passed', 'failed', 'revise')`)
@Check('projects_status', `status IN ('draft', 'submitted', 'scoring', 'evaluated')`)
@Check('projects_panel_slot', '(panel_id IS NULL) = (slot IS NULL)')
export class Project {
  @PrimaryColumn('uuid') id: string;
  @ForeignKey(() => Task, { name: 'projects_task' })
  @Column('uuid')
  taskId: string;
  @Column('uuid') cohortId: string;
  @Column('uuid') programId: string;
  @Column('uuid') organizerId: string;
  /** The first author's organization: where the project is at home. */
  @Column('uuid') homeOrganizationId: string;
  @Column('text') kind: WorkKind;
  @Column('text') title: string;
  @Column('text', { nullable: true }) summary: string | null;
  @Column('text') language: ContentLanguage;
  @Column('text') status: ProjectStatus;
  @Column('jsonb') authors: Author[];
  /** The person who began it, whom row-level security knows before the rows of the authors are there. */
  @Column('uuid') startedBy: string;
  @Column('int') attempt: number;
  /** Number of the last submitted version; 0 for a draft. */
  @Column('int') submittedVersion: number;
  @ForeignKey(() => Panel, { name: 'projects_panel' })
  @Column('uuid', { nullable: true })
  panelId: string | null;
  /** Place in the panel's timetable. */
  @Column('int', { nullable: true }) slot: number | null;
  /** Who decides instead of a chair in conflict. */
  @Column('uuid', { nullable: true }) actingChairId: string | null;
  /** Outcome of the last decision. */
  @Column('text', { nullable: true }) outcome: Outcome | null;
  @Column('timestamptz', { nullable: true }) resubmitBy: Date | null;
  @Column('int') version: number;

  /** Begins a draft for a task; the first author's organization becomes its home. */
  static begin(
    id: string,
    task: Task,
    authors: Author[],
    text: { title: string; summary: string | null; language: ContentLanguage },
    personId: string,
  ): Project {
    if (!authors.some((author) => author.personId === personId)) throw new NotAnAuthor();
    if (task.kind === 'strategy') requireOneInstitution(authors);
    const { cohortId, programId, organizerId, kind } = task;
    return Object.assign(new Project(), text, {
      id,
      taskId: task.id,
      cohortId,
      programId,
      organizerId,
      homeOrganizationId: authors[0]!.organizationId,
      kind,
      status: 'draft' as const,
      authors,
      startedBy: personId,
      attempt: 1,
      submittedVersion: 0,
      panelId: null,
      slot: null,
      actingChairId: null,
      outcome: null,
      resubmitBy: null,
      version: 1,
    });
  }

  /** Hands a version in: until the deadline, or late where the task allows it; not once the panel scores. */
  submit(
    submission: Submission,
    task: Task,
    personId: string,
    now: Date,
  ): { submitted: ProjectVersion; projectSubmitted: NewEvent<typeof ProjectSubmittedV1> } {
    if (!this.isWrittenBy(personId)) throw new NotAnAuthor();
    if (this.status === 'scoring') throw new ScoringAlreadyOpen(this.id);
    if (this.status === 'evaluated' && this.outcome !== 'revise') throw new ProjectAlreadyDecided(this.id);
    const late = this.lateness(task, now);

    if (this.status === 'evaluated') this.beginNextAttempt();
    Object.assign(this, { status: 'submitted', submittedVersion: this.submittedVersion + 1 });
    this.version += 1;
    const submitted = Object.assign(new ProjectVersion(), {
      projectId: this.id,
      number: this.submittedVersion,
      attempt: this.attempt,
      summary: submission.summary,
      problem: submission.problem ?? null,
      evidence: submission.evidence ?? null,
      roadmap: submission.roadmap ?? null,
      files: submission.files ?? [],
      late,
      submittedBy: personId,
      submittedAt: now,
    });
    const projectSubmitted = newEvent(ProjectSubmittedV1, this.subject(), {
      cohortId: this.cohortId,
      kind: this.kind,
      participantIds: this.participantIds(),
      version: submitted.number,
      late,
      submittedAt: now.toISOString(),
    });
    return { submitted, projectSubmitted };
  }

  /** Records the panel's decision on this attempt. The aggregate is computed here, from the sheets that count. */
  decide(
    verdict: Verdict,
    { panel, rubric, sheets }: Bench,
    personId: string,
    now: Date,
  ): { decision: Decision; projectEvaluated: NewEvent<typeof ProjectEvaluatedV1> } {
    if (!panel.isChairedBy(personId) && this.actingChairId !== personId) throw new OnlyTheChairDecides();
    if (this.status === 'evaluated') throw new ProjectAlreadyDecided(this.id);
    if (this.status !== 'scoring') throw new ScoringNotOpen(this.id);
    if (sheets.length < panel.sheetsNeeded) throw new PanelBelowQuorum(sheets.length, panel.sheetsNeeded);
    if (!rubric.frozenAt) throw new RubricNotFrozen(rubric.id);
    const { perCriterion, score } = aggregate(
      rubric.criteria,
      sheets.map((sheet) => sheet.scores),
    );
    requireAgreement(verdict, score!, rubric.passMark);

    const decision = Object.assign(new Decision(), this.decisionPlace(), {
      panelId: panel.id,
      outcome: verdict.outcome,
      score: score!,
      passMark: rubric.passMark,
      sheets: sheets.length,
      criteria: perCriterion,
      rubricId: rubric.id,
      rubricVersion: rubric.rubricVersion,
      protocolNumber: verdict.protocolNumber,
      deviationReason: verdict.deviationReason ?? null,
      recommendations: verdict.recommendations ?? null,
      resubmitBy: verdict.resubmitBy ?? null,
      decidedBy: personId,
      decidedAt: now,
    });
    Object.assign(this, { status: 'evaluated', outcome: verdict.outcome, resubmitBy: decision.resubmitBy });
    this.version += 1;
    return { decision, projectEvaluated: this.evaluated(decision) };
  }

  /** Names who decides instead of the chair, who is in conflict with the project. */
  letDecide(personId: string, panel: Panel, excludedIds: readonly string[]): void {
    if (this.status === 'evaluated') throw new ProjectAlreadyDecided(this.id);
    if (!excludedIds.some((excluded) => panel.isChairedBy(excluded))) throw new ChairNotInConflict(this.id);
    if (!panel.isScoredBy(personId)) throw new NotOnThePanel(panel.id);
    if (excludedIds.includes(personId)) throw new MemberInConflict(this.id);
    this.actingChairId = personId;
    this.version += 1;
  }

  isWrittenBy(personId: string): boolean {
    return this.authors.some((author) => author.personId === personId);
  }

  private beginNextAttempt(): void {
    Object.assign(this, { attempt: this.attempt + 1, panelId: null, slot: null, actingChairId: null });
  }

  private lateness(task: Task, now: Date): boolean {
    const again = this.status === 'evaluated';
    const dueAt = again ? this.resubmitBy : task.dueAt;
    if (!dueAt || now <= dueAt) return false;
    if (again || !task.lateAllowed) throw new ProjectDeadlinePassed(dueAt);
    return true;
  }

  private evaluated(decision: Decision): NewEvent<typeof ProjectEvaluatedV1> {
    return newEvent(ProjectEvaluatedV1, this.subject(), {
      cohortId: this.cohortId,
      kind: this.kind,
      participantIds: this.participantIds(),
      outcome: decision.outcome,
      score: decision.score,
      criteria: decision.criteria.map(({ code, score }) => ({ code, score: score! })),
      rubricVersion: decision.rubricVersion,
      protocolNumber: decision.protocolNumber,
      decidedAt: decision.decidedAt.toISOString(),
    });
  }

  private decisionPlace() {
    const { id, attempt, cohortId, programId, organizerId } = this;
    return { projectId: id, attempt, cohortId, programId, organizerId };
  }

  private participantIds(): string[] {
    return this.authors.map(({ participantId }) => participantId);
  }

  private subject(): { id: string; organizationId: string } {
    return { id: this.id, organizationId: this.homeOrganizationId };
  }
}
