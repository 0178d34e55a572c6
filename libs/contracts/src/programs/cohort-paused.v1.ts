import { defineFact, type DataOf } from '../event.js';
import { Instant } from '../vocabulary.js';

/**
 * A running cohort was suspended. Published at each pause.
 */
export const CohortPausedV1 = defineFact(
  'programs.cohort.paused.v1',
  { audience: 'public' },
  {
    pausedAt: Instant,
  },
);
export type CohortPausedV1 = DataOf<typeof CohortPausedV1>;
