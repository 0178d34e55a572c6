import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Actor } from '@app/service-kit';
import type { FiguresView } from './figures.views.js';

// Row-level security decides what is counted, conflicts of interest included.
const FIGURES = `
  SELECT projects.*, sheets.*, conflicts.*, exercises.*, groups.*, reflections.* FROM
    (SELECT count(*)::int AS projects,
       count(*) FILTER (WHERE submitted_version > 0)::int AS submitted,
       count(*) FILTER (WHERE outcome IS NOT NULL)::int AS evaluated,
       count(*) FILTER (WHERE outcome = 'passed')::int AS passed,
       count(*) FILTER (WHERE outcome = 'failed')::int AS failed,
       count(*) FILTER (WHERE outcome = 'revise')::int AS revise,
       count(*) FILTER (WHERE kind = 'strategy')::int AS strategies
     FROM projects WHERE cohort_id = $1) projects,
    (SELECT count(*)::int AS "scoreSheets" FROM score_sheets
     WHERE cohort_id = $1 AND submitted_at IS NOT NULL) sheets,
    (SELECT count(*)::int AS conflicts FROM conflicts c
     WHERE EXISTS (SELECT 1 FROM projects p WHERE p.id = c.project_id AND p.cohort_id = $1)) conflicts,
    (SELECT count(*)::int AS exercises FROM exercises WHERE cohort_id = $1) exercises,
    (SELECT count(*)::int AS "exerciseGroupsAnswered" FROM exercise_groups
     WHERE cohort_id = $1 AND answered_at IS NOT NULL) groups,
    (SELECT coalesce(sum(answers), 0)::int AS reflections FROM reflections WHERE cohort_id = $1) reflections`;

/** Counts of a cohort, of what the actor may see. */
@Injectable()
export class FiguresQueries {
  constructor(private readonly work: UnitOfWork) {}

  async ofCohort(actor: Actor, cohortId: string): Promise<FiguresView> {
    return this.work.read(actor, async (tx) => {
      const [figures] = await tx.query(FIGURES, [cohortId]);
      return figures as FiguresView;
    });
  }
}
