import type { EntityManager } from 'typeorm';
import { attendedStatuses } from '../attendance/attendance-record.js';
import type { Attended } from './participation-statement.js';

/** Everybody who was there at least once, also those who have left since. Minutes are told where each end is known. */
const ATTENDED = `
  SELECT seat.id AS "participantId", seat.person_id AS "personId", seat.organization_id AS "organizationId",
    count(*)::int AS "attendedSessions",
    (SELECT count(*) FROM sessions WHERE cohort_id = $1 AND counted AND status = 'held')::int AS "countedSessions",
    CASE WHEN bool_and(session.ends_at IS NOT NULL)
      THEN round(sum(extract(epoch FROM session.ends_at - session.starts_at)) / 60)::int END AS minutes
  FROM participants seat
  JOIN attendance_records line ON line.participant_id = seat.id AND line.status = ANY ($2)
  JOIN sessions session ON session.id = line.session_id AND session.counted AND session.status = 'held'
  WHERE seat.cohort_id = $1`;

const GROUPED = 'GROUP BY seat.id ORDER BY seat.id';

/** Left before their institution completed, or with one that has not; and there is something new to say of them. */
const UNCOVERED = `
  AND (seat.status = 'withdrawn' OR NOT EXISTS (
    SELECT FROM completions completion
    WHERE completion.cohort_id = $1 AND completion.subject_kind = 'institution'
      AND completion.subject_id = seat.organization_id AND completion.status = 'attained'))
  GROUP BY seat.id
  HAVING count(*) > (
    SELECT coalesce(max(known.attended_sessions), 0) FROM participation_statements known
    WHERE known.participant_id = seat.id)
  ORDER BY seat.id`;

/** What each participant of a cohort has attended: all who were there at least once. */
export async function attendedInCohort(tx: EntityManager, cohortId: string): Promise<Attended[]> {
  return tx.query(`${ATTENDED} ${GROUPED}`, [cohortId, attendedStatuses]);
}

/** The same of the people whom the completion of no institution covers, as far as it was not stated before. */
export async function attendedUncovered(tx: EntityManager, cohortId: string): Promise<Attended[]> {
  return tx.query(`${ATTENDED} ${UNCOVERED}`, [cohortId, attendedStatuses]);
}
