import { Type } from 'typebox';
import { defineState, type DataOf } from '../event.js';
import { Code, Country, Day, Localized, oneOf, Uuid } from '../vocabulary.js';

/**
 * A module of a cohort as it is now: theme, place, dates and host partners.
 * Published when it is scheduled or changed.
 */
export const ModuleStateV1 = defineState(
  'programs.module.v1',
  { audience: 'public' },
  {
    cohortId: Uuid,
    number: Type.Integer({ minimum: 1 }),
    title: Localized,
    theme: Type.Union([Code, Type.Null()]),
    kind: oneOf('regular', 'international', 'final'),
    country: Country,
    city: Type.String(),
    /** IANA zone in which its sessions are shown, such as `Asia/Shanghai`. */
    timeZone: Type.String(),
    startsOn: Day,
    endsOn: Day,
    partners: Type.Array(Type.Object({ organizationId: Uuid, role: Code })),
  },
);
export type ModuleStateV1 = DataOf<typeof ModuleStateV1>;
