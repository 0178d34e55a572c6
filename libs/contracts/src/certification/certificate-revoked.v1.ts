import { defineFact, type DataOf } from '../event.js';
import { Code, Instant, Uuid } from '../vocabulary.js';

/**
 * A certificate is no longer valid; its status list says so. Published at most once per certificate.
 */
export const CertificateRevokedV1 = defineFact(
  'certification.certificate.revoked.v1',
  { audience: 'public' },
  {
    cohortId: Uuid,
    registrationNumber: Code,
    reason: Code,
    revokedAt: Instant,
  },
);
export type CertificateRevokedV1 = DataOf<typeof CertificateRevokedV1>;
