import { Type } from 'typebox';
import { defineState, type DataOf } from '../event.js';
import { Code, Day, Localized, Uuid } from '../vocabulary.js';

/**
 * An office that a person holds or held in an organization, with its dates.
 * Published when it is recorded and when it ends.
 */
export const AppointmentStateV1 = defineState(
  'directory.appointment.v1',
  { audience: 'organization' },
  {
    personId: Uuid,
    organizationId: Uuid,
    /** Position category such as `rector`, `school-principal`, `department-head`: what target groups are made of. */
    category: Code,
    title: Localized,
    from: Day,
    /** Last day in office; null while it lasts. */
    until: Type.Union([Day, Type.Null()]),
  },
);
export type AppointmentStateV1 = DataOf<typeof AppointmentStateV1>;
