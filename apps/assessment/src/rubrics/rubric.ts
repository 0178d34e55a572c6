import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { newEvent, RubricFrozenV1, type Localized, type NewEvent, type ProblemPointer } from '@app/contracts';
import type { CohortPlace } from '../replicas/cohort-replica.js';
import { RubricCriteriaInvalid, RubricFrozen } from './rubric.errors.js';

/** What a number of points means, in words. */
export interface RubricLevel {
  score: number;
  description: Localized;
}

/** One thing that members look at: its share of the whole and its highest number of points. */
export interface RubricCriterion {
  code: string;
  title: Localized;
  weight: number;
  maxScore: number;
  levels?: RubricLevel[];
}

/** What the organizer writes: everything of a rubric but its place and its version. */
export interface RubricText {
  title: Localized;
  passMark: number;
  criteria: RubricCriterion[];
}

/**
 * What the members of a panel score by. It may change while it is a draft and never once scoring has opened on it:
 * every score, aggregate and decision then names this one version.
 */
@Entity('rubrics')
@Unique('rubrics_cohort_version', ['cohortId', 'rubricVersion'])
@Check('rubrics_pass_mark', 'pass_mark BETWEEN 0 AND 100')
export class Rubric {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') cohortId: string;
  @Column('uuid') programId: string;
  @Column('uuid') organizerId: string;
  /** 1, 2, 3 … within the cohort: what scores and decisions name. */
  @Column('int') rubricVersion: number;
  @Column('jsonb') title: Localized;
  /** From 0 to 100; an aggregate at or above it passes. */
  @Column('double precision') passMark: number;
  @Column('jsonb') criteria: RubricCriterion[];
  @Column('timestamptz', { nullable: true }) frozenAt: Date | null;
  @Column('int') version: number;

  /** A new draft. Refuses criteria that contradict themselves. */
  static draft(id: string, place: CohortPlace, rubricVersion: number, text: RubricText): Rubric {
    const rubric = Object.assign(new Rubric(), place, { id, rubricVersion, frozenAt: null, version: 0 });
    rubric.rewrite(text);
    return rubric;
  }

  /** Replaces the text of a draft. */
  rewrite(text: RubricText): void {
    if (this.frozenAt) throw new RubricFrozen(this.id);
    const faults = contradictions(text.criteria);
    if (faults.length > 0) throw new RubricCriteriaInvalid(faults);
    Object.assign(this, { title: text.title, passMark: text.passMark, criteria: text.criteria });
    this.version += 1;
  }

  /** Closes the rubric for changes. The fact exists only the first time: a second panel may score by it too. */
  freeze(now: Date): NewEvent<typeof RubricFrozenV1> | undefined {
    if (this.frozenAt) return undefined;
    this.frozenAt = now;
    this.version += 1;
    return newEvent(
      RubricFrozenV1,
      { id: this.id, organizationId: this.organizerId },
      {
        cohortId: this.cohortId,
        version: this.rubricVersion,
        criteria: this.criteria.map(({ code, weight }) => ({ code, weight })),
        frozenAt: now.toISOString(),
      },
    );
  }
}

function contradictions(criteria: readonly RubricCriterion[]): ProblemPointer[] {
  const seen = new Set<string>();
  return criteria.flatMap(({ code, maxScore, levels = [] }, index) => {
    const faults: ProblemPointer[] = [];
    if (seen.has(code)) faults.push({ pointer: `/criteria/${index}/code`, code: 'criterion-twice' });
    seen.add(code);
    levels.forEach(({ score }, level) => {
      if (score > maxScore) {
        faults.push({ pointer: `/criteria/${index}/levels/${level}/score`, code: 'level-above-maximum' });
      }
    });
    return faults;
  });
}
