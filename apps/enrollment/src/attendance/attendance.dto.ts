import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsUUID, ValidateNested } from 'class-validator';
import type { AttendanceStatus } from '@app/contracts';
import { attendanceStatuses } from './attendance-record.js';
import type { AttendanceEntry, AttendanceSheet } from './attendance-sheet.js';

/** One line of a sheet. */
export class AttendanceEntryDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  participantId: string;

  @ApiProperty({ enum: attendanceStatuses })
  @IsIn(attendanceStatuses)
  status: AttendanceStatus;
}

/** The whole sheet of a session: each active participant of the cohort exactly once. */
export class AttendanceSheetDto {
  @ApiProperty({ type: [AttendanceEntryDto] })
  @IsArray()
  @ArrayMaxSize(5000)
  @ValidateNested({ each: true })
  @Type(() => AttendanceEntryDto)
  records: AttendanceEntryDto[];
}

/** A sheet as shown: with the lines that the caller may see. */
export class AttendanceSheetView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ format: 'uuid' })
  sessionId: string;

  @ApiProperty({ format: 'uuid' })
  cohortId: string;

  @ApiProperty({ format: 'date-time' })
  recordedAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  correctedAt: string | null;

  @ApiProperty({ type: [AttendanceEntryDto] })
  records: AttendanceEntryDto[];

  static of(sheet: AttendanceSheet, records: AttendanceEntry[]): AttendanceSheetView {
    const { id, version, sessionId, cohortId, recordedAt, correctedAt } = sheet;
    return {
      ...{ id, version, sessionId, cohortId },
      recordedAt: recordedAt.toISOString(),
      correctedAt: correctedAt?.toISOString() ?? null,
      records: records.map(({ participantId, status }) => ({ participantId, status })),
    };
  }
}
