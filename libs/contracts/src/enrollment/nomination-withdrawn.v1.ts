import { defineFact, type DataOf } from '../event.js';
import { Instant, Uuid } from '../vocabulary.js';

/**
 * The nominating organization took a nomination back before it was decided. Published at most once per nomination.
 */
export const NominationWithdrawnV1 = defineFact(
  'enrollment.nomination.withdrawn.v1',
  { audience: 'organization' },
  {
    cohortId: Uuid,
    personId: Uuid,
    withdrawnAt: Instant,
  },
);
export type NominationWithdrawnV1 = DataOf<typeof NominationWithdrawnV1>;
