import { defineFact, type DataOf } from '../event.js';
import { Code, Instant, Uuid } from '../vocabulary.js';

/**
 * A participant has left the cohort. Published at most once per participant.
 */
export const ParticipantWithdrawnV1 = defineFact(
  'enrollment.participant.withdrawn.v1',
  { audience: 'organization' },
  {
    cohortId: Uuid,
    personId: Uuid,
    reason: Code,
    withdrawnAt: Instant,
  },
);
export type ParticipantWithdrawnV1 = DataOf<typeof ParticipantWithdrawnV1>;
