import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Code, Instant, Uuid } from '../vocabulary.js';

/**
 * A nominee was admitted and holds a seat. Published once per participant; the subject is the participant.
 */
export const ParticipantEnrolledV1 = defineFact(
  'enrollment.participant.enrolled.v1',
  { audience: 'organization' },
  {
    cohortId: Uuid,
    personId: Uuid,
    nominationId: Uuid,
    /** The nominating organization. */
    homeOrganizationId: Uuid,
    category: Code,
    /** The category was not among the targeted ones and the organizer waived that. */
    waived: Type.Boolean(),
    enrolledAt: Instant,
  },
);
export type ParticipantEnrolledV1 = DataOf<typeof ParticipantEnrolledV1>;
