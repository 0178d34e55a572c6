import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Instant, oneOf, Uuid } from '../vocabulary.js';

/**
 * A version of a project or strategy was handed in. Published at each submission.
 */
export const ProjectSubmittedV1 = defineFact(
  'assessment.project.submitted.v1',
  { audience: 'organization' },
  {
    cohortId: Uuid,
    kind: oneOf('project', 'strategy'),
    participantIds: Type.Array(Uuid, { minItems: 1 }),
    version: Type.Integer({ minimum: 1 }),
    late: Type.Boolean(),
    submittedAt: Instant,
  },
);
export type ProjectSubmittedV1 = DataOf<typeof ProjectSubmittedV1>;
