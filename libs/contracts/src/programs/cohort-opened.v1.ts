import { defineFact, type DataOf } from '../event.js';
import { Instant, Uuid } from '../vocabulary.js';

/**
 * Nominations to a cohort are invited. Published once per cohort.
 */
export const CohortOpenedV1 = defineFact(
  'programs.cohort.opened.v1',
  { audience: 'public' },
  {
    programId: Uuid,
    organizerId: Uuid,
    openedAt: Instant,
  },
);
export type CohortOpenedV1 = DataOf<typeof CohortOpenedV1>;
