import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Code, DocumentKind, Instant, oneOf, Uuid } from '../vocabulary.js';

/**
 * A certificate or participation record was signed and entered in the registry. Published once per certificate.
 */
export const CertificateIssuedV1 = defineFact(
  'certification.certificate.issued.v1',
  { audience: 'organization' },
  {
    cohortId: Uuid,
    kind: DocumentKind,
    /** Public part of the registration number, without the check code that opens the name. */
    registrationNumber: Code,
    holder: Type.Object({ kind: oneOf('person', 'organization'), id: Uuid }),
    ground: Type.Object({ kind: oneOf('completion', 'participation', 'contribution'), id: Uuid }),
    credentialId: Uuid,
    issuedAt: Instant,
  },
);
export type CertificateIssuedV1 = DataOf<typeof CertificateIssuedV1>;
