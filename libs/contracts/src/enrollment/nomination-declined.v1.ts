import { defineFact, type DataOf } from '../event.js';
import { Code, Instant, Uuid } from '../vocabulary.js';

/**
 * The organizer has declined a nomination. Published at most once per nomination.
 */
export const NominationDeclinedV1 = defineFact(
  'enrollment.nomination.declined.v1',
  { audience: 'organization' },
  {
    cohortId: Uuid,
    personId: Uuid,
    reason: Code,
    declinedAt: Instant,
  },
);
export type NominationDeclinedV1 = DataOf<typeof NominationDeclinedV1>;
