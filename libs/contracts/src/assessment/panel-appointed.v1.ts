import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Instant, oneOf, Uuid } from '../vocabulary.js';

/**
 * A panel (projects) or commission (strategies) was appointed. Published once per panel.
 */
export const PanelAppointedV1 = defineFact(
  'assessment.panel.appointed.v1',
  { audience: 'organizer' },
  {
    cohortId: Uuid,
    kind: oneOf('panel', 'commission'),
    quorum: Type.Integer({ minimum: 1 }),
    members: Type.Array(
      Type.Object({ personId: Uuid, organizationId: Uuid, role: oneOf('chair', 'member', 'secretary') }),
      { minItems: 1 },
    ),
    appointedAt: Instant,
  },
);
export type PanelAppointedV1 = DataOf<typeof PanelAppointedV1>;
