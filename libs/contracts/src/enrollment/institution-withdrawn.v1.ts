import { defineFact, type DataOf } from '../event.js';
import { Code, Instant, Uuid } from '../vocabulary.js';

/**
 * An institution has left a cohort. Published at most once per enrollment of an institution.
 */
export const InstitutionWithdrawnV1 = defineFact(
  'enrollment.institution.withdrawn.v1',
  { audience: 'organization' },
  {
    cohortId: Uuid,
    institutionId: Uuid,
    reason: Code,
    withdrawnAt: Instant,
  },
);
export type InstitutionWithdrawnV1 = DataOf<typeof InstitutionWithdrawnV1>;
