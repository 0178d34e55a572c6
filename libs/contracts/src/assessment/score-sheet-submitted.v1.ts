import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Instant, Uuid } from '../vocabulary.js';

/**
 * A member of a panel has submitted and locked a score sheet. It carries no score: nobody learns one before the decision.
 * Published once per member and project.
 */
export const ScoreSheetSubmittedV1 = defineFact(
  'assessment.score-sheet.submitted.v1',
  { audience: 'internal' },
  {
    projectId: Uuid,
    panelId: Uuid,
    rubricVersion: Type.Integer({ minimum: 1 }),
    submittedAt: Instant,
  },
);
export type ScoreSheetSubmittedV1 = DataOf<typeof ScoreSheetSubmittedV1>;
