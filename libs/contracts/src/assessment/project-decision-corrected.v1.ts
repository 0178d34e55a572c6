import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Code, Instant, oneOf, Uuid } from '../vocabulary.js';

/**
 * A recorded decision was corrected. It opens a review in the services that used the old one and does nothing alone.
 * Published at each correction; the subject is the project.
 */
export const ProjectDecisionCorrectedV1 = defineFact(
  'assessment.project.decision-corrected.v1',
  { audience: 'organization' },
  {
    cohortId: Uuid,
    participantIds: Type.Array(Uuid, { minItems: 1 }),
    outcome: oneOf('passed', 'failed', 'revise'),
    score: Type.Number({ minimum: 0, maximum: 100 }),
    reason: Code,
    protocolNumber: Code,
    correctedAt: Instant,
  },
);
export type ProjectDecisionCorrectedV1 = DataOf<typeof ProjectDecisionCorrectedV1>;
