import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Instant, Uuid } from '../vocabulary.js';
import { AttendanceStatus } from './attendance-sheet-recorded.v1.js';

/**
 * A recorded attendance sheet was corrected; it carries the changed rows only. Published at each correction.
 */
export const AttendanceSheetCorrectedV1 = defineFact(
  'enrollment.attendance-sheet.corrected.v1',
  { audience: 'organizer' },
  {
    cohortId: Uuid,
    sessionId: Uuid,
    records: Type.Array(Type.Object({ participantId: Uuid, status: AttendanceStatus })),
    correctedAt: Instant,
  },
);
export type AttendanceSheetCorrectedV1 = DataOf<typeof AttendanceSheetCorrectedV1>;
