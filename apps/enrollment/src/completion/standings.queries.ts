import { Any, In, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { AttendanceRecord, attendedStatuses } from '../attendance/attendance-record.js';
import { InstitutionEnrollment } from '../institutions/institution-enrollment.js';
import { Participant } from '../participants/participant.js';
import type { Cohort } from '../replicas/cohort.js';
import { CohortModule } from '../replicas/module.js';
import type { Course, CourseSession, Standing } from './completion-rule.js';
import type { CoveredParticipant } from './completion.js';
import { countingProject, ProjectResult } from './project-result.js';

/** How one subject stands, and whom its completion covers. */
export interface SubjectStanding {
  subjectId: string;
  standing: Standing;
  covers: CoveredParticipant[];
}

const SESSIONS = `
  SELECT session.id, session.module_id AS "moduleId", session.status, session.counted, sheet.id IS NOT NULL AS recorded
  FROM sessions session LEFT JOIN attendance_sheets sheet ON sheet.session_id = session.id
  WHERE session.cohort_id = $1`;

/** What the cohort offers: counted sessions and modules with how far they are. */
export async function courseOf(tx: EntityManager, cohort: Cohort): Promise<Course> {
  const sessions: (CourseSession & { counted: boolean })[] = await tx.query(SESSIONS, [cohort.id]);
  const modules = await tx.findBy(CohortModule, { cohortId: cohort.id });
  const scheduled = new Set(sessions.map((session) => session.moduleId));
  return {
    rule: cohort.completionRule ?? { version: 1 },
    concluded: cohort.concludedAt !== null,
    sessions: sessions.filter((session) => session.counted),
    modules: modules.map(({ id, kind }) => ({ id, kind, scheduled: scheduled.has(id) })),
  };
}

/** The standings of all subjects of a cohort, or of those that these participants belong to. */
export async function standingsOf(
  tx: EntityManager,
  cohort: Cohort,
  participantIds?: readonly string[],
): Promise<SubjectStanding[]> {
  const ofInstitutions = cohort.subjectKind === 'institution';
  const participants = await concerned(tx, cohort, participantIds);
  const individual = await individualStandings(tx, cohort.id, participants);
  if (!ofInstitutions) {
    return participants.map((participant) => ({
      subjectId: participant.personId,
      standing: joined([individual.get(participant.id)!], participant.status === 'withdrawn'),
      covers: [covered(participant)],
    }));
  }
  const institutions = await tx.findBy(InstitutionEnrollment, {
    cohortId: cohort.id,
    ...(participantIds && { organizationId: In(participants.map(({ organizationId }) => organizationId)) }),
  });
  return institutions.map(({ organizationId, status }) => {
    const people = participants.filter((participant) => participant.organizationId === organizationId);
    return {
      subjectId: organizationId,
      standing: joined(
        people.map(({ id }) => individual.get(id)!),
        status === 'withdrawn',
      ),
      covers: people.filter((participant) => participant.status === 'active').map(covered),
    };
  });
}

/** What one participant has done, before it is counted for a person or an institution. */
export interface IndividualStanding {
  attended: Set<string>;
  results: ProjectResult[];
}

/** Attended sessions and project results of these participants. */
export async function individualStandings(
  tx: EntityManager,
  cohortId: string,
  participants: readonly Participant[],
): Promise<Map<string, IndividualStanding>> {
  const participantId = Any(participants.map(({ id }) => id));
  const records = await tx.find(AttendanceRecord, {
    select: { participantId: true, sessionId: true },
    where: { cohortId, participantId, status: In(attendedStatuses) },
  });
  const results = await tx.findBy(ProjectResult, { cohortId, participantId });
  const standings = new Map(
    participants.map(({ id }) => [id, { attended: new Set<string>(), results: [] as ProjectResult[] }]),
  );
  for (const record of records) standings.get(record.participantId)?.attended.add(record.sessionId);
  for (const result of results) standings.get(result.participantId)?.results.push(result);
  return standings;
}

/** Where an institution is the subject, all of its people count, also for the work of one of them. */
async function concerned(
  tx: EntityManager,
  cohort: Cohort,
  participantIds: readonly string[] | undefined,
): Promise<Participant[]> {
  const where: FindOptionsWhere<Participant> = { cohortId: cohort.id };
  if (!participantIds) return tx.findBy(Participant, where);
  const named = await tx.findBy(Participant, { ...where, id: Any([...participantIds]) });
  if (cohort.subjectKind === 'person') return named;
  return tx.findBy(Participant, { ...where, organizationId: Any(named.map(({ organizationId }) => organizationId)) });
}

/** The standing of a subject out of what its people did. */
export function joined(parts: readonly IndividualStanding[], withdrawn: boolean): Standing {
  return {
    withdrawn,
    attended: new Set(parts.flatMap((part) => [...part.attended])),
    project: countingProject(parts.flatMap((part) => part.results)),
  };
}

function covered({ id, personId, organizationId }: Participant): CoveredParticipant {
  return { participantId: id, personId, homeOrganizationId: organizationId };
}
