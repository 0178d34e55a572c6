import { defineFact, type DataOf } from '../event.js';
import { Instant, Uuid } from '../vocabulary.js';

/**
 * A group has answered the tasks of a group exercise, through the leader it elected. It carries no text.
 * Published once per group.
 */
export const ExerciseAnsweredV1 = defineFact(
  'assessment.exercise.answered.v1',
  { audience: 'organizer' },
  {
    cohortId: Uuid,
    sessionId: Uuid,
    groupId: Uuid,
    /** The leader's participant id. */
    leaderId: Uuid,
    answeredAt: Instant,
  },
);
export type ExerciseAnsweredV1 = DataOf<typeof ExerciseAnsweredV1>;
