import { Type } from 'typebox';
import { defineState, type DataOf } from '../event.js';
import { PersonName } from '../vocabulary.js';

/**
 * A person's display name as it is now. Never an IIN, a mail address or a phone number.
 * Published on registration and on every change of the name.
 */
export const PersonStateV1 = defineState(
  'directory.person.v1',
  { audience: 'organization' },
  {
    name: PersonName,
    active: Type.Boolean(),
  },
);
export type PersonStateV1 = DataOf<typeof PersonStateV1>;
