import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Instant, Uuid } from '../vocabulary.js';

/**
 * What a participant has attended of a cohort so far, whether or not anybody completes it. The subject is the
 * participant. Published when the organizer states participation, at most once per participant and day, and by the
 * conclusion of a cohort of institutions for the people who attended and are covered by no completion.
 */
export const ParticipationStatedV1 = defineFact(
  'enrollment.participation.stated.v1',
  { audience: 'organization' },
  {
    cohortId: Uuid,
    participantId: Uuid,
    personId: Uuid,
    /** The nominating organization. */
    homeOrganizationId: Uuid,
    attendedSessions: Type.Integer({ minimum: 1 }),
    /** Counted sessions that were held by then. */
    countedSessions: Type.Integer({ minimum: 1 }),
    /** How long the attended sessions took together; absent where the end of one is not known. */
    minutes: Type.Optional(Type.Integer({ minimum: 0 })),
    statedAt: Instant,
  },
);
export type ParticipationStatedV1 = DataOf<typeof ParticipationStatedV1>;
