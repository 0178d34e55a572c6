import { Injectable } from '@nestjs/common';
import { Clock, UnitOfWork, type Actor } from '@app/service-kit';
import { Cohort } from '../replicas/cohort.js';
import type { FiguresView, NotCompletedView } from './progress.dto.js';
import { CohortNotFound } from './progress.errors.js';

const COUNTS = `
  SELECT count(DISTINCT seat.organization_id)::int AS organizations,
    (SELECT count(DISTINCT person_id) FROM nominations WHERE cohort_id = $1)::int AS nominated,
    count(*)::int AS enrolled,
    count(*) FILTER (WHERE seat.status = 'active')::int AS active,
    count(*) FILTER (WHERE seat.status = 'withdrawn')::int AS withdrawn,
    (SELECT count(*) FROM attendance_records WHERE cohort_id = $1)::int AS "attendanceRecords",
    count(*) FILTER (WHERE own.status = 'attained'
      OR (joint.status = 'attained' AND seat.status = 'active'))::int AS "completedPeople",
    (SELECT count(*) FROM completions
     WHERE cohort_id = $1 AND subject_kind = 'institution' AND status = 'attained')::int AS "completedOrganizations"
  FROM participants seat
  LEFT JOIN completions own
    ON own.cohort_id = $1 AND own.subject_kind = 'person' AND own.subject_id = seat.person_id
  LEFT JOIN completions joint
    ON joint.cohort_id = $1 AND joint.subject_kind = 'institution' AND joint.subject_id = seat.organization_id
  WHERE seat.cohort_id = $1`;

/** Who left is told at once, who missed it from the conclusion on. */
const NOT_COMPLETED = `
  SELECT json_build_object('kind', completion.subject_kind, 'id', completion.subject_id) AS subject,
    CASE completion.status WHEN 'missed' THEN completion.reasons ELSE '{withdrawn}' END AS reasons
  FROM completions completion
  LEFT JOIN participants seat ON completion.subject_kind = 'person'
    AND seat.cohort_id = completion.cohort_id AND seat.person_id = completion.subject_id
  LEFT JOIN institution_enrollments institution ON completion.subject_kind = 'institution'
    AND institution.cohort_id = completion.cohort_id AND institution.organization_id = completion.subject_id
  WHERE completion.cohort_id = $1 AND (completion.status = 'missed' OR (completion.status = 'open'
    AND coalesce(seat.status, institution.status) = 'withdrawn'))
  ORDER BY completion.id`;

/** The numbers of a cohort: counted from the rows, never kept. */
@Injectable()
export class FiguresQueries {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, cohortId: string): Promise<FiguresView> {
    return this.work.read(actor, async (tx) => {
      if (!(await tx.existsBy(Cohort, { id: cohortId }))) throw new CohortNotFound(cohortId);
      const [counts] = (await tx.query(COUNTS, [cohortId])) as [Omit<FiguresView, 'notCompleted' | 'countedAt'>];
      const notCompleted: NotCompletedView[] = await tx.query(NOT_COMPLETED, [cohortId]);
      return { countedAt: this.clock.now().toISOString(), ...counts, notCompleted };
    });
  }
}
