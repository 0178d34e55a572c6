import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Code, Instant, Uuid } from '../vocabulary.js';

/**
 * Scoring has opened on a rubric, which can no longer change. Published once per rubric version.
 */
export const RubricFrozenV1 = defineFact(
  'assessment.rubric.frozen.v1',
  { audience: 'organizer' },
  {
    cohortId: Uuid,
    version: Type.Integer({ minimum: 1 }),
    criteria: Type.Array(Type.Object({ code: Code, weight: Type.Number({ exclusiveMinimum: 0 }) }), { minItems: 1 }),
    frozenAt: Instant,
  },
);
export type RubricFrozenV1 = DataOf<typeof RubricFrozenV1>;
