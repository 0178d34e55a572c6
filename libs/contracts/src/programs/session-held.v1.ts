import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Instant, oneOf, Uuid } from '../vocabulary.js';

/**
 * A session took place. Published once per session.
 */
export const SessionHeldV1 = defineFact(
  'programs.session.held.v1',
  { audience: 'organization' },
  {
    cohortId: Uuid,
    moduleId: Type.Union([Uuid, Type.Null()]),
    mode: oneOf('onsite', 'online', 'hybrid'),
    heldAt: Instant,
  },
);
export type SessionHeldV1 = DataOf<typeof SessionHeldV1>;
