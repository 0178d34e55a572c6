import { Type } from 'typebox';
import { defineState, type DataOf } from '../event.js';
import { Country, Localized, oneOf, Uuid } from '../vocabulary.js';

/**
 * An organization as it is now: ministries, universities, education departments, schools, partners.
 * Published on registration and on every change.
 */
export const OrganizationStateV1 = defineState(
  'directory.organization.v1',
  { audience: 'public' },
  {
    name: Localized,
    kind: oneOf(
      'ministry',
      'university',
      'education-department',
      'school',
      'college',
      'international-organization',
      'public-body',
      'association',
      'company',
    ),
    /** Null where the question makes no sense (a ministry, an international body). */
    ownership: Type.Union([oneOf('public', 'private'), Type.Null()]),
    /** The organization above it: of a school its district department, of a district department the city's. */
    parentId: Type.Union([Uuid, Type.Null()]),
    /** Territorial level of an education department. */
    level: Type.Union([oneOf('country', 'region', 'city', 'district'), Type.Null()]),
    country: Country,
    active: Type.Boolean(),
  },
);
export type OrganizationStateV1 = DataOf<typeof OrganizationStateV1>;
