import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Code, Uuid } from '../vocabulary.js';

/**
 * A body (as a rule the ministry) has commissioned a program from an organizer. Published once per commission.
 */
export const ProgramCommissionedV1 = defineFact(
  'programs.program.commissioned.v1',
  { audience: 'public' },
  {
    commissionerId: Uuid,
    organizerId: Uuid,
    /** Number of the request or order. */
    documentNumber: Type.Union([Code, Type.Null()]),
  },
);
export type ProgramCommissionedV1 = DataOf<typeof ProgramCommissionedV1>;
