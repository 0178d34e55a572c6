import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ReplicaBehind, type AttendanceStatus } from '@app/contracts';
import { Access, Clock, type Actor } from '@app/service-kit';
import { Participant } from '../participants/participant.js';
import { Cohort } from '../replicas/cohort.js';
import { CohortSession } from '../replicas/session.js';
import type { AttendanceEntry, AttendanceSheet, Attendees } from './attendance-sheet.js';
import { AttendanceRecord } from './attendance-record.js';

/** All that a sheet of one session is written by. */
export interface AttendanceRoll {
  session: CohortSession;
  cohort: Cohort;
  attendees: Attendees;
  openedAt: Date;
  /** The lines of these entries on the sheet. */
  lines: (sheet: AttendanceSheet, entries: readonly AttendanceEntry[]) => AttendanceRecord[];
}

/** Opens the roll of a session for its organizer. */
@Injectable()
export class AttendanceRolls {
  constructor(
    private readonly access: Access,
    private readonly clock: Clock,
  ) {}

  async open(tx: EntityManager, actor: Actor, sessionId: string): Promise<AttendanceRoll> {
    const session = await tx.findOneBy(CohortSession, { id: sessionId });
    if (!session) throw new ReplicaBehind('programs.session', sessionId);
    const { cohortId } = session;
    const cohort = await tx.findOneBy(Cohort, { id: cohortId });
    if (!cohort) throw new ReplicaBehind('programs.cohort', cohortId);
    const { organizerId: organizationId, programId } = cohort;
    this.access.require(actor, 'program-organizer', { organizationId, programId });

    const participants = await tx.findBy(Participant, { cohortId });
    const records = await tx.findBy(AttendanceRecord, { sessionId });
    const active = new Set(participants.filter(({ status }) => status === 'active').map(({ id }) => id));
    const recorded = new Map<string, AttendanceStatus>(records.map((record) => [record.participantId, record.status]));
    const byId = new Map(participants.map((participant) => [participant.id, participant]));
    return {
      ...{ session, cohort, attendees: { active, recorded }, openedAt: this.clock.now() },
      lines: (sheet, entries) => entries.map((entry) => lineOf(sheet, byId.get(entry.participantId)!, entry)),
    };
  }
}

function lineOf(sheet: AttendanceSheet, participant: Participant, { participantId, status }: AttendanceEntry) {
  const { id: sheetId, sessionId, cohortId, programId, organizerId } = sheet;
  const { organizationId, personId } = participant;
  const owners = { cohortId, programId, organizerId, organizationId, personId };
  return Object.assign(new AttendanceRecord(), { sheetId, sessionId, participantId, status, ...owners });
}
