import { defineFact, type DataOf } from '../event.js';
import { Instant } from '../vocabulary.js';

/**
 * A paused cohort goes on. Published at each resumption.
 */
export const CohortResumedV1 = defineFact(
  'programs.cohort.resumed.v1',
  { audience: 'public' },
  {
    resumedAt: Instant,
  },
);
export type CohortResumedV1 = DataOf<typeof CohortResumedV1>;
