import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Code, oneOf, Uuid } from '../vocabulary.js';

/**
 * An administrative right was given. Published once per grant.
 */
export const GrantGivenV1 = defineFact(
  'directory.grant.given.v1',
  { audience: 'internal' },
  {
    personId: Type.Union([Uuid, Type.Null()]),
    clientId: Type.Union([Code, Type.Null()]),
    role: Code,
    scope: oneOf('platform', 'organization', 'program'),
    scopeId: Type.Union([Uuid, Type.Null()]),
  },
);
export type GrantGivenV1 = DataOf<typeof GrantGivenV1>;
