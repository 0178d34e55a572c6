import { Type, type Static } from 'typebox';
import { defineState, type DataOf } from '../event.js';
import { Code, Day, DocumentKind, Instant, Localized, oneOf, Uuid } from '../vocabulary.js';

/** What must be true of a person or an institution to complete. All parts that are present must hold. */
export const CompletionRule = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  /** Share of counted sessions attended, 0 to 1. */
  minimumAttendance: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  /** Number of modules with at least one counted session attended. */
  minimumModules: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Kind of module that nobody may miss, such as `international`. */
  requiredModuleKind: Type.Optional(Code),
  /** A passed project, or an accepted strategy. */
  requiresPassedProject: Type.Optional(Type.Boolean()),
});
export type CompletionRule = Static<typeof CompletionRule>;

/** One kind of document that a cohort gives, and what must be known before it may be issued. */
export const DocumentPolicy = Type.Object({
  kind: DocumentKind,
  /** What it is given for: completion, taking part, or a contribution as partner, mentor or volunteer. */
  ground: oneOf('completion', 'participation', 'contribution'),
  title: Localized,
  /** Letters in front of the registration number. */
  numberPrefix: Type.String({ pattern: '^[A-Z]{2,12}$' }),
  /** Scores and criteria are part of the document. */
  statesResults: Type.Boolean(),
  /** The holder confirms the spelling of the name first. */
  requiresConfirmedName: Type.Boolean(),
  /** Not issued before this instant (embargo until the ceremony). */
  notBefore: Type.Union([Instant, Type.Null()]),
});
export type DocumentPolicy = Static<typeof DocumentPolicy>;

/**
 * A cohort as it is now, with the rules that the other services decide by.
 * Published when it is opened, changed, paused, resumed or concluded.
 */
export const CohortStateV1 = defineState(
  'programs.cohort.v1',
  { audience: 'public' },
  {
    programId: Uuid,
    programCode: Code,
    programTitle: Localized,
    code: Code,
    title: Localized,
    /** The school that runs the program: it admits, appoints panels and issues. */
    organizerId: Uuid,
    /** The ministry or other body on whose request it runs; null for an internal program. */
    commissionerId: Type.Union([Uuid, Type.Null()]),
    /** The academic author who is credited on documents. */
    authorId: Type.Union([Uuid, Type.Null()]),
    status: oneOf('planned', 'open', 'running', 'paused', 'concluded'),
    startsOn: Day,
    /** Null for an open-ended series. */
    endsOn: Type.Union([Day, Type.Null()]),
    nominations: Type.Union([Type.Object({ opensAt: Instant, closesAt: Instant }), Type.Null()]),
    seats: Type.Object({
      total: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
      perOrganization: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    }),
    /** Position categories the program is meant for; another one needs a waiver. Empty: everybody. */
    targetCategories: Type.Array(Code),
    /** Who completes: each person, or an institution with its people. */
    subjectKind: oneOf('person', 'institution'),
    /** Null: the program ends without completion (a weekly breakfast). */
    completionRule: Type.Union([CompletionRule, Type.Null()]),
    documents: Type.Array(DocumentPolicy),
    partners: Type.Array(Type.Object({ organizationId: Uuid, role: Code })),
  },
);
export type CohortStateV1 = DataOf<typeof CohortStateV1>;
