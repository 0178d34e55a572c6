import { defineFact, type DataOf } from '../event.js';
import { Code, Country } from '../vocabulary.js';

/**
 * An organization has joined the platform. Published once per organization.
 */
export const OrganizationRegisteredV1 = defineFact(
  'directory.organization.registered.v1',
  { audience: 'public' },
  {
    kind: Code,
    country: Country,
  },
);
export type OrganizationRegisteredV1 = DataOf<typeof OrganizationRegisteredV1>;
