import { v7 as uuid } from 'uuid';
import type { AttendanceStatus, CompletionRule } from '@app/contracts';
import { AttendanceSheet } from '../src/attendance/attendance-sheet.js';
import type { Course, CourseModule, CourseSession, Standing } from '../src/completion/completion-rule.js';
import { Completion } from '../src/completion/completion.js';
import { Nomination, type NominationEntry } from '../src/nominations/nomination.js';
import { Participant } from '../src/participants/participant.js';
import { Cohort } from '../src/replicas/cohort.js';
import { CohortSession } from '../src/replicas/session.js';

export const now = new Date('2026-03-01T09:30:00Z');

/** Open, with a window around `now`, no quotas and no target group. */
export function aCohort(overrides: Partial<Cohort> = {}): Cohort {
  return Object.assign(new Cohort(), {
    ...{ id: uuid(), programId: uuid(), organizerId: uuid(), code: 'C1', title: { en: 'Cohort' } },
    ...{ status: 'open', subjectKind: 'person', targetCategories: [], seatsTotal: null, seatsPerOrganization: null },
    nominations: { opensAt: '2026-02-01T00:00:00Z', closesAt: '2026-04-01T00:00:00Z' },
    ...{ completionRule: { version: 1, minimumAttendance: 0.8 }, concludedAt: null },
    ...overrides,
  });
}

export function anEntry(overrides: Partial<NominationEntry> = {}): NominationEntry {
  return {
    ...{ id: uuid(), personId: uuid(), organizationId: uuid(), category: 'vice-rector' },
    ...{ motivation: null, categoryNote: null, appointment: null },
    ...overrides,
  };
}

export function aSubmittedNomination(cohort: Cohort = aCohort(), overrides: Partial<NominationEntry> = {}): Nomination {
  return Nomination.submitted(anEntry(overrides), cohort, now).nomination;
}

export function anActiveParticipant(cohort: Cohort = aCohort()): Participant {
  const nomination = aSubmittedNomination(cohort);
  nomination.admit(cohort, 'needed', now);
  return Participant.enrolled(uuid(), nomination, now).participant;
}

export function aHeldSession(overrides: Partial<CohortSession> = {}): CohortSession {
  return Object.assign(new CohortSession(), {
    ...{
      id: uuid(),
      cohortId: uuid(),
      moduleId: null,
      number: 1,
      startsAt: now,
      endsAt: now,
      counted: true,
      status: 'held',
    },
    ...overrides,
  });
}

export function aRecordedSheet(lines: [participantId: string, status: AttendanceStatus][]): AttendanceSheet {
  const entries = lines.map(([participantId, status]) => ({ participantId, status }));
  const attendees = { active: new Set(lines.map(([id]) => id)), recorded: new Map() };
  return AttendanceSheet.recorded(uuid(), aHeldSession(), aCohort(), entries, attendees, now).sheet;
}

export function anOpenCompletion(): Completion {
  const id = uuid();
  return Completion.opened(uuid(), { kind: 'person', id, organizationId: uuid() }, aCohort());
}

/** `held s1 in m1`: sessions by name, held and recorded unless told otherwise. */
export function aCourse(overrides: Partial<Omit<Course, 'rule'>> & { rule?: Partial<CompletionRule> } = {}): Course {
  const { rule, sessions = [], modules = [], concluded = false } = overrides;
  return { rule: { version: 1, ...rule }, sessions, modules, concluded };
}

export function aSession(id: string, overrides: Partial<CourseSession> = {}): CourseSession {
  return { id, moduleId: null, status: 'held', recorded: true, ...overrides };
}

export function aModule(id: string, overrides: Partial<CourseModule> = {}): CourseModule {
  return { id, kind: 'regular', scheduled: true, ...overrides };
}

export function aStanding(overrides: Partial<Omit<Standing, 'attended'>> & { attended?: string[] } = {}): Standing {
  const { attended = [], withdrawn = false, project = null } = overrides;
  return { attended: new Set(attended), withdrawn, project };
}
