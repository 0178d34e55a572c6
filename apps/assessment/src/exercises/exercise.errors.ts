import { DomainError, type ProblemPointer } from '@app/contracts';

/** No exercise with this id is visible to the caller. */
export class ExerciseNotFound extends DomainError {
  readonly code = 'exercise-not-found';
  readonly kind = 'not-found';

  constructor(readonly exerciseId: string) {
    super(`No exercise ${exerciseId}`);
  }
}

/** No exercise group with this id is visible to the caller. */
export class ExerciseGroupNotFound extends DomainError {
  readonly code = 'exercise-group-not-found';
  readonly kind = 'not-found';

  constructor(readonly groupId: string) {
    super(`No exercise group ${groupId}`);
  }
}

/** Groups are made of active participants of the cohort, each in one group. */
export class ExerciseGroupsInvalid extends DomainError {
  readonly code = 'exercise-groups-invalid';
  readonly kind = 'invalid';

  constructor(pointers: readonly ProblemPointer[]) {
    super('The groups of the exercise contradict themselves', {}, pointers);
  }
}

/** A group elects its leader by itself. */
export class NotInTheGroup extends DomainError {
  readonly code = 'not-in-the-group';
  readonly kind = 'forbidden';

  constructor(readonly groupId: string) {
    super(`Not in group ${groupId}`);
  }
}

/** A group elects one of its own members. */
export class LeaderNotOfTheGroup extends DomainError {
  readonly code = 'leader-not-of-the-group';
  readonly kind = 'invalid';

  constructor() {
    super('The leader is not in the group', {}, [{ pointer: '/participantId', code: 'leader-not-of-the-group' }]);
  }
}

/** An election is recorded once. */
export class LeaderAlreadyElected extends DomainError {
  readonly code = 'leader-already-elected';
  readonly kind = 'conflict';

  constructor(readonly groupId: string) {
    super(`Group ${groupId} has elected its leader`);
  }
}

/** A group answers through the leader it has elected. */
export class LeaderNotElected extends DomainError {
  readonly code = 'leader-not-elected';
  readonly kind = 'conflict';

  constructor(readonly groupId: string) {
    super(`Group ${groupId} has no leader`);
  }
}

/** The elected leader speaks for the group, nobody else. */
export class OnlyTheLeaderAnswers extends DomainError {
  readonly code = 'only-the-leader-answers';
  readonly kind = 'forbidden';

  constructor() {
    super('Only the elected leader answers');
  }
}

/** A group answers once. */
export class ExerciseAlreadyAnswered extends DomainError {
  readonly code = 'exercise-already-answered';
  readonly kind = 'conflict';

  constructor(readonly groupId: string) {
    super(`Group ${groupId} has answered`);
  }
}
