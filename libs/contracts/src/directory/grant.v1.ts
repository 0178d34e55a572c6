import { Type } from 'typebox';
import { defineState, type DataOf } from '../event.js';
import { Code, Instant, oneOf, Uuid } from '../vocabulary.js';

/**
 * An administrative right: a role at a scope, dated. Every service keeps a replica and decides from it.
 * Published when it is given and when it is revoked.
 */
export const GrantStateV1 = defineState(
  'directory.grant.v1',
  { audience: 'internal' },
  {
    /** The person, or the machine client, that holds it: exactly one of both. */
    personId: Type.Union([Uuid, Type.Null()]),
    clientId: Type.Union([Code, Type.Null()]),
    role: oneOf(
      'platform-administrator',
      'ministry-officer',
      'program-organizer',
      'coordinator',
      'auditor',
      'integration-client',
    ),
    scope: oneOf('platform', 'organization', 'program'),
    /** Organization or program of the scope; null for the platform. */
    scopeId: Type.Union([Uuid, Type.Null()]),
    from: Instant,
    until: Type.Union([Instant, Type.Null()]),
    revokedAt: Type.Union([Instant, Type.Null()]),
  },
);
export type GrantStateV1 = DataOf<typeof GrantStateV1>;
