import { DomainError } from '@app/contracts';

/** No reflection with this id is visible to the caller. */
export class ReflectionNotFound extends DomainError {
  readonly code = 'reflection-not-found';
  readonly kind = 'not-found';

  constructor(readonly reflectionId: string) {
    super(`No reflection ${reflectionId}`);
  }
}

/** Only who takes part in the cohort answers its reflections. */
export class NotAParticipant extends DomainError {
  readonly code = 'not-a-participant';
  readonly kind = 'forbidden';

  constructor() {
    super('Not an active participant of the cohort');
  }
}

/** A participant answers a reflection once. */
export class ReflectionAlreadyAnswered extends DomainError {
  readonly code = 'reflection-already-answered';
  readonly kind = 'conflict';

  constructor(readonly reflectionId: string) {
    super(`Reflection ${reflectionId} is answered`);
  }
}

/** There is no exercise group of that session to share an answer with. */
export class NoExerciseGroup extends DomainError {
  readonly code = 'no-exercise-group';
  readonly kind = 'conflict';

  constructor() {
    super('No exercise group of that session to share with');
  }
}
