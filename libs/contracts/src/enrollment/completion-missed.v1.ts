import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Code, Instant, oneOf, Uuid } from '../vocabulary.js';

/**
 * A cohort was concluded and this subject had not completed. Published at most once per subject and cohort.
 * The reasons are codes such as `attendance-below-minimum`, `project-not-passed`, `withdrawn`.
 */
export const CompletionMissedV1 = defineFact(
  'enrollment.completion.missed.v1',
  { audience: 'organization' },
  {
    cohortId: Uuid,
    /** Who completes: a participant's person, or an institution. */
    subject: Type.Object({ kind: oneOf('person', 'institution'), id: Uuid }),
    /** The participants it covers: one for a person, all of its active people for an institution. */
    participants: Type.Array(Type.Object({ participantId: Uuid, personId: Uuid, homeOrganizationId: Uuid })),
    ruleVersion: Type.Integer({ minimum: 1 }),
    inputs: Type.Object({
      countedSessions: Type.Integer({ minimum: 0 }),
      attendedSessions: Type.Integer({ minimum: 0 }),
      attendedModules: Type.Integer({ minimum: 0 }),
      /** The evaluation that counted; null where the rule asks for none. */
      projectId: Type.Union([Uuid, Type.Null()]),
      outcome: Type.Union([Code, Type.Null()]),
    }),
    reasons: Type.Array(Code, { minItems: 1 }),
    missedAt: Instant,
  },
);
export type CompletionMissedV1 = DataOf<typeof CompletionMissedV1>;
