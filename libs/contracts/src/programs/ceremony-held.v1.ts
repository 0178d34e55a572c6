import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Instant, oneOf, Uuid } from '../vocabulary.js';

/**
 * A closing ceremony took place; it names those whom the organizer thanks. Published once per ceremony.
 */
export const CeremonyHeldV1 = defineFact(
  'programs.ceremony.held.v1',
  { audience: 'public' },
  {
    cohortId: Uuid,
    heldAt: Instant,
    honorees: Type.Array(
      Type.Object({
        contributionId: Uuid,
        holder: Type.Object({ kind: oneOf('person', 'organization'), id: Uuid }),
        role: oneOf('partner', 'mentor', 'volunteer'),
      }),
    ),
  },
);
export type CeremonyHeldV1 = DataOf<typeof CeremonyHeldV1>;
