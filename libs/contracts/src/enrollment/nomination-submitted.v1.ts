import { defineFact, type DataOf } from '../event.js';
import { Code, Instant, Uuid } from '../vocabulary.js';

/**
 * An organization has nominated a person for a cohort. Published once per nomination.
 */
export const NominationSubmittedV1 = defineFact(
  'enrollment.nomination.submitted.v1',
  { audience: 'organization' },
  {
    cohortId: Uuid,
    personId: Uuid,
    /** Position category at nomination. */
    category: Code,
    submittedAt: Instant,
  },
);
export type NominationSubmittedV1 = DataOf<typeof NominationSubmittedV1>;
