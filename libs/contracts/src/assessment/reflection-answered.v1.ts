import { defineFact, type DataOf } from '../event.js';
import { Instant, oneOf, Uuid } from '../vocabulary.js';

/**
 * A participant has answered a reflection. It carries neither the text nor who wrote it: an answer may be private.
 * Published at each answer, once per participant.
 */
export const ReflectionAnsweredV1 = defineFact(
  'assessment.reflection.answered.v1',
  { audience: 'internal' },
  {
    cohortId: Uuid,
    visibility: oneOf('private', 'facilitator', 'group', 'shared'),
    answeredAt: Instant,
  },
);
export type ReflectionAnsweredV1 = DataOf<typeof ReflectionAnsweredV1>;
