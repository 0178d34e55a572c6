import { Type } from 'typebox';
import { defineState, type DataOf } from '../event.js';
import { Code, Instant, Localized, oneOf, Uuid } from '../vocabulary.js';

/**
 * A session as it is now. Published when it is scheduled, moved, held or cancelled.
 */
export const SessionStateV1 = defineState(
  'programs.session.v1',
  { audience: 'public' },
  {
    cohortId: Uuid,
    moduleId: Type.Union([Uuid, Type.Null()]),
    number: Type.Integer({ minimum: 1 }),
    title: Localized,
    /** Lecture, workshop, corporate-breakfast, pitch, defense, ceremony … */
    format: Code,
    mode: oneOf('onsite', 'online', 'hybrid'),
    startsAt: Instant,
    endsAt: Instant,
    timeZone: Type.String(),
    /** Attendance of it counts toward completion. */
    counted: Type.Boolean(),
    status: oneOf('scheduled', 'held', 'cancelled'),
  },
);
export type SessionStateV1 = DataOf<typeof SessionStateV1>;
