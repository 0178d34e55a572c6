import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Code, Instant, oneOf, Uuid } from '../vocabulary.js';

/**
 * A panel has recorded its final decision on a project, or a commission on a strategy.
 * Published once per project and attempt.
 */
export const ProjectEvaluatedV1 = defineFact(
  'assessment.project.evaluated.v1',
  { audience: 'organization' },
  {
    cohortId: Uuid,
    kind: oneOf('project', 'strategy'),
    /** One per author: a team's or an institution's work evaluates all of them. */
    participantIds: Type.Array(Uuid, { minItems: 1 }),
    outcome: oneOf('passed', 'failed', 'revise'),
    /** Weighted over the rubric, 0 to 100. */
    score: Type.Number({ minimum: 0, maximum: 100 }),
    criteria: Type.Array(Type.Object({ code: Code, score: Type.Number({ minimum: 0, maximum: 100 }) }), {
      minItems: 1,
    }),
    rubricVersion: Type.Integer({ minimum: 1 }),
    protocolNumber: Code,
    decidedAt: Instant,
  },
);
export type ProjectEvaluatedV1 = DataOf<typeof ProjectEvaluatedV1>;
