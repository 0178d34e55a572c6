import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { AttendanceStatus } from '@app/contracts';
import { Participant } from '../participants/participant.js';
import { AttendanceSheet } from './attendance-sheet.js';

export const attendanceStatuses = ['present', 'late', 'excused', 'absent', 'substituted'] as const;

/** Who came late was there; who sent a colleague took care that the work was there. */
export const attendedStatuses: AttendanceStatus[] = ['present', 'late', 'substituted'];

/** One line of an attendance sheet. */
@Entity('attendance_records')
@Check('attendance_records_status', `status IN ('present', 'late', 'excused', 'absent', 'substituted')`)
@Index('attendance_records_cohort', ['cohortId', 'participantId'])
export class AttendanceRecord {
  @PrimaryColumn('uuid')
  sessionId: string;

  @ForeignKey(() => Participant, { name: 'attendance_records_participant_id' })
  @PrimaryColumn('uuid')
  participantId: string;

  @Index('attendance_records_sheet')
  @ForeignKey(() => AttendanceSheet, { name: 'attendance_records_sheet_id' })
  @Column('uuid')
  sheetId: string;

  @Column('uuid')
  cohortId: string;

  @Column('uuid')
  programId: string;

  @Column('uuid')
  organizerId: string;

  /** Nominating organization of the participant. */
  @Column('uuid')
  organizationId: string;

  @Column('uuid')
  personId: string;

  @Column('text')
  status: AttendanceStatus;
}
