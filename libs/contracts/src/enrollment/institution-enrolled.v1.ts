import { defineFact, type DataOf } from '../event.js';
import { Instant, Uuid } from '../vocabulary.js';

/**
 * An institution takes part in a cohort as a whole, with its people. Published once per institution and cohort.
 */
export const InstitutionEnrolledV1 = defineFact(
  'enrollment.institution.enrolled.v1',
  { audience: 'organization' },
  {
    cohortId: Uuid,
    institutionId: Uuid,
    enrolledAt: Instant,
  },
);
export type InstitutionEnrolledV1 = DataOf<typeof InstitutionEnrolledV1>;
