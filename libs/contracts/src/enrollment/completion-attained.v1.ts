import { Type } from 'typebox';
import { defineFact, type DataOf } from '../event.js';
import { Code, Instant, oneOf, Uuid } from '../vocabulary.js';

/**
 * A person or an institution has fulfilled the completion rule. Published once per subject and cohort.
 */
export const CompletionAttainedV1 = defineFact(
  'enrollment.completion.attained.v1',
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
    attainedAt: Instant,
  },
);
export type CompletionAttainedV1 = DataOf<typeof CompletionAttainedV1>;
