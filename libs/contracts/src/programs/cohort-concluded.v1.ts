import { defineFact, type DataOf } from '../event.js';
import { Instant, Uuid } from '../vocabulary.js';

/**
 * Delivery of a cohort has ended: who has not completed by now, has not completed. Published once per cohort.
 */
export const CohortConcludedV1 = defineFact(
  'programs.cohort.concluded.v1',
  { audience: 'public' },
  {
    programId: Uuid,
    concludedAt: Instant,
  },
);
export type CohortConcludedV1 = DataOf<typeof CohortConcludedV1>;
