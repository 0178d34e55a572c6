import { defineFact, type DataOf } from '../event.js';
import { Instant } from '../vocabulary.js';

/**
 * An administrative right was taken back. Published at most once per grant.
 */
export const GrantRevokedV1 = defineFact(
  'directory.grant.revoked.v1',
  { audience: 'internal' },
  {
    revokedAt: Instant,
  },
);
export type GrantRevokedV1 = DataOf<typeof GrantRevokedV1>;
