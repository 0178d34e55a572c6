import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { newEvent, ScoreSheetSubmittedV1, type NewEvent, type ProblemPointer } from '@app/contracts';
import { Panel } from '../panels/panel.js';
import { Project } from '../projects/project.js';
import { Rubric } from '../rubrics/rubric.js';
import type { CriterionScore } from '../aggregates/aggregate.js';
import { ScoresDoNotFitRubric, ScoreSheetLocked } from './score-sheet.errors.js';

/** What a member writes on a sheet. */
export interface SheetText {
  scores: CriterionScore[];
  comment: string | null;
}

/**
 * One member's scores of one attempt of a project, by one rubric version. A draft may be incomplete and change; a
 * submitted sheet is complete and locked.
 */
@Entity('score_sheets')
@Unique('score_sheets_once', ['projectId', 'attempt', 'memberId'])
@Index('score_sheets_panel', ['panelId'])
@Index('score_sheets_cohort', ['cohortId'])
export class ScoreSheet {
  @PrimaryColumn('uuid') id: string;
  @ForeignKey(() => Project, { name: 'score_sheets_project' })
  @Column('uuid')
  projectId: string;
  @Column('int') attempt: number;
  @Column('uuid') cohortId: string;
  @ForeignKey(() => Panel, { name: 'score_sheets_panel_fk' })
  @Column('uuid')
  panelId: string;
  @Column('uuid') programId: string;
  @Column('uuid') organizerId: string;
  /** The person who scores. */
  @Column('uuid') memberId: string;
  @ForeignKey(() => Rubric, { name: 'score_sheets_rubric' })
  @Column('uuid')
  rubricId: string;
  @Column('int') rubricVersion: number;
  @Column('jsonb') scores: CriterionScore[];
  @Column('text', { nullable: true }) comment: string | null;
  @Column('timestamptz', { nullable: true }) submittedAt: Date | null;
  @Column('int') version: number;

  /** An empty draft of a member. */
  static begin(id: string, project: Project, rubric: Rubric, memberId: string): ScoreSheet {
    const { cohortId, programId, organizerId, attempt } = project;
    return Object.assign(new ScoreSheet(), {
      id,
      projectId: project.id,
      attempt,
      cohortId,
      panelId: project.panelId!,
      programId,
      organizerId,
      memberId,
      rubricId: rubric.id,
      rubricVersion: rubric.rubricVersion,
      scores: [],
      comment: null,
      submittedAt: null,
      version: 0,
    });
  }

  /** Replaces what a draft says. */
  write(text: SheetText, rubric: Rubric): void {
    if (this.submittedAt) throw new ScoreSheetLocked(this.id);
    const faults = misfits(text.scores, rubric);
    if (faults.length > 0) throw new ScoresDoNotFitRubric(faults);
    Object.assign(this, { scores: text.scores, comment: text.comment });
    this.version += 1;
  }

  /** Locks the sheet: every criterion is there. The fact carries no score. */
  submit(rubric: Rubric, now: Date): NewEvent<typeof ScoreSheetSubmittedV1> {
    if (this.submittedAt) throw new ScoreSheetLocked(this.id);
    const missing = rubric.criteria.filter(({ code }) => !this.scores.some(({ criterion }) => criterion === code));
    if (missing.length > 0) {
      throw new ScoresDoNotFitRubric(
        missing.map(({ code }) => ({ pointer: '/scores', code: 'criterion-missing', message: code })),
      );
    }
    this.submittedAt = now;
    return newEvent(
      ScoreSheetSubmittedV1,
      { id: this.id, organizationId: this.organizerId },
      {
        projectId: this.projectId,
        panelId: this.panelId,
        rubricVersion: this.rubricVersion,
        submittedAt: now.toISOString(),
      },
    );
  }
}

function misfits(scores: readonly CriterionScore[], rubric: Rubric): ProblemPointer[] {
  const seen = new Set<string>();
  return scores.flatMap(({ criterion: code, score }, index) => {
    const criterion = rubric.criteria.find((each) => each.code === code);
    const isTwice = seen.has(code);
    seen.add(code);
    if (!criterion) return [{ pointer: `/scores/${index}/criterion`, code: 'criterion-unknown' }];
    if (isTwice) return [{ pointer: `/scores/${index}/criterion`, code: 'criterion-twice' }];
    if (score < 0 || score > criterion.maxScore) {
      return [{ pointer: `/scores/${index}/score`, code: 'score-out-of-range' }];
    }
    return [];
  });
}
