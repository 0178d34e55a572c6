import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Code, Instant, oneOf, Uuid } from '../vocabulary.js';

/**
 * A partner, mentor or volunteer was thanked with a signed acknowledgment. Published once per acknowledgment.
 */
export const AcknowledgmentIssuedV1 = defineFact(
  'certification.acknowledgment.issued.v1',
  { audience: 'organization' },
  {
    cohortId: Uuid,
    role: oneOf('partner', 'mentor', 'volunteer'),
    /** Public part of the registration number, without the check code that opens the name. */
    registrationNumber: Code,
    holder: Type.Object({ kind: oneOf('person', 'organization'), id: Uuid }),
    ground: Type.Object({ kind: oneOf('completion', 'participation', 'contribution'), id: Uuid }),
    credentialId: Uuid,
    issuedAt: Instant,
  },
);
export type AcknowledgmentIssuedV1 = DataOf<typeof AcknowledgmentIssuedV1>;
