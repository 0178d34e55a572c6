import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Actor } from '@app/service-kit';
import { CohortNotFound } from '../cohorts/cohort.errors.js';
import type { CohortFigures } from './figures.dto.js';

const FIGURES = `
  SELECT (SELECT count(*) FROM modules WHERE cohort_id = $1)::int AS "modulesScheduled",
    (SELECT count(DISTINCT module_id) FROM sessions WHERE cohort_id = $1 AND status = 'held')::int AS "modulesHeld",
    count(*) FILTER (WHERE status = 'scheduled')::int AS "sessionsScheduled",
    count(*) FILTER (WHERE status = 'held')::int AS "sessionsHeld",
    count(*) FILTER (WHERE status = 'cancelled')::int AS "sessionsCancelled"
  FROM sessions WHERE cohort_id = $1 HAVING EXISTS (SELECT 1 FROM cohorts WHERE id = $1)`;

/** What was delivered: derived by counting, whenever somebody asks. */
@Injectable()
export class FiguresQueries {
  constructor(private readonly work: UnitOfWork) {}

  async ofCohort(actor: Actor, cohortId: string): Promise<CohortFigures> {
    const [figures] = await this.work.read<CohortFigures[]>(actor, (tx) => tx.query(FIGURES, [cohortId]));
    if (!figures) throw new CohortNotFound(cohortId);
    return figures;
  }
}
