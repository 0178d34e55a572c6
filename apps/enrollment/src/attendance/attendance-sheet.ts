import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import {
  AttendanceSheetCorrectedV1,
  AttendanceSheetRecordedV1,
  newEvent,
  type AttendanceStatus,
  type NewEvent,
  type ProblemPointer,
} from '@app/contracts';
import type { Cohort } from '../replicas/cohort.js';
import type { CohortSession } from '../replicas/session.js';
import { AttendanceSheetDoesNotMatch, SessionNotHeld } from './attendance.errors.js';

/** One line as it is handed in. */
export interface AttendanceEntry {
  participantId: string;
  status: AttendanceStatus;
}

/** Whom a sheet may and must name. */
export interface Attendees {
  /** Active participants of the cohort: each exactly once. */
  active: ReadonlySet<string>;
  /** Who was on the sheet before: may be named again after having left. */
  recorded: ReadonlyMap<string, AttendanceStatus>;
}

/** The attendance of one session, recorded as a whole. Once recorded, it is corrected and never recorded again. */
@Entity('attendance_sheets')
export class AttendanceSheet {
  @PrimaryColumn('uuid')
  id: string;

  @Column('int')
  version: number;

  @Index('attendance_sheets_one_per_session', { unique: true })
  @Column('uuid')
  sessionId: string;

  @Index('attendance_sheets_cohort')
  @Column('uuid')
  cohortId: string;

  @Column('uuid')
  programId: string;

  @Column('uuid')
  organizerId: string;

  @Column('timestamptz')
  recordedAt: Date;

  @Column('timestamptz', { nullable: true })
  correctedAt: Date | null;

  /** The sheet of a session that took place. */
  static recorded(
    id: string,
    session: CohortSession,
    cohort: Cohort,
    entries: AttendanceEntry[],
    attendees: Attendees,
    now: Date,
  ): { sheet: AttendanceSheet; fact: NewEvent<typeof AttendanceSheetRecordedV1> } {
    if (session.status !== 'held') throw new SessionNotHeld(session.status);
    requireMatch(entries, attendees);
    const { programId, organizerId } = cohort;
    const sheet = Object.assign(new AttendanceSheet(), {
      ...{ id, version: 1, sessionId: session.id, cohortId: cohort.id, programId, organizerId },
      ...{ recordedAt: now, correctedAt: null },
    });
    const fact = newEvent(AttendanceSheetRecordedV1, sheet.asSubject(), {
      ...{ cohortId: cohort.id, sessionId: session.id, records: entries },
      recordedAt: now.toISOString(),
    });
    return { sheet, fact };
  }

  /** Corrects what was recorded. Returns the changed lines with their fact; none where all is as it was. */
  correct(
    entries: AttendanceEntry[],
    attendees: Attendees,
    now: Date,
  ): { changed: AttendanceEntry[]; fact: NewEvent<typeof AttendanceSheetCorrectedV1> | null } {
    requireMatch(entries, attendees);
    const changed = entries.filter(({ participantId, status }) => attendees.recorded.get(participantId) !== status);
    if (changed.length === 0) return { changed, fact: null };
    this.correctedAt = now;
    this.version += 1;
    const { cohortId, sessionId } = this;
    const correction = { cohortId, sessionId, records: changed, correctedAt: now.toISOString() };
    return { changed, fact: newEvent(AttendanceSheetCorrectedV1, this.asSubject(), correction) };
  }

  /** The columns that a correction changes. */
  changes() {
    return { version: this.version, correctedAt: this.correctedAt };
  }

  /** A sheet is at home with the organizer. */
  private asSubject() {
    return { id: this.id, organizationId: this.organizerId };
  }
}

/** Every active participant exactly once, nobody else but those who were on the sheet before. */
function requireMatch(entries: AttendanceEntry[], { active, recorded }: Attendees): void {
  const faults: ProblemPointer[] = [];
  const named = new Set<string>();
  entries.forEach(({ participantId }, index) => {
    const pointer = `/records/${index}/participantId`;
    if (named.has(participantId)) faults.push({ pointer, code: 'participant-named-twice' });
    else if (!active.has(participantId) && !recorded.has(participantId)) {
      faults.push({ pointer, code: 'participant-not-of-cohort' });
    }
    named.add(participantId);
  });
  for (const participantId of active) {
    if (!named.has(participantId)) {
      faults.push({ pointer: '/records', code: 'participant-missing', message: participantId });
    }
  }
  if (faults.length > 0) throw new AttendanceSheetDoesNotMatch(faults);
}
