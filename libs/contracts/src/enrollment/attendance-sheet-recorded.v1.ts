import { Type, type Static } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Instant, oneOf, Uuid } from '../vocabulary.js';

/** `excused` is no attendance but no reproach either; `substituted`: a colleague came instead. */
export const AttendanceStatus = oneOf('present', 'late', 'excused', 'absent', 'substituted');
export type AttendanceStatus = Static<typeof AttendanceStatus>;

/**
 * The attendance of a session was recorded: one sheet, not one row. Published once per session.
 */
export const AttendanceSheetRecordedV1 = defineFact(
  'enrollment.attendance-sheet.recorded.v1',
  { audience: 'organizer' },
  {
    cohortId: Uuid,
    sessionId: Uuid,
    records: Type.Array(Type.Object({ participantId: Uuid, status: AttendanceStatus })),
    recordedAt: Instant,
  },
);
export type AttendanceSheetRecordedV1 = DataOf<typeof AttendanceSheetRecordedV1>;
