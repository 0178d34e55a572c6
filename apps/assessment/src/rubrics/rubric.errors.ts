import { DomainError, type ProblemPointer } from '@app/contracts';

/** No rubric with this id is visible to the caller. */
export class RubricNotFound extends DomainError {
  readonly code = 'rubric-not-found';
  readonly kind = 'not-found';

  constructor(readonly rubricId: string) {
    super(`No rubric ${rubricId}`);
  }
}

/** Scoring has opened on the rubric: what members score by can no longer change. */
export class RubricFrozen extends DomainError {
  readonly code = 'rubric-frozen';
  readonly kind = 'conflict';

  constructor(readonly rubricId: string) {
    super(`Rubric ${rubricId} is frozen`);
  }
}

/** A decision needs a rubric that could not change while members scored. */
export class RubricNotFrozen extends DomainError {
  readonly code = 'rubric-not-frozen';
  readonly kind = 'conflict';

  constructor(readonly rubricId: string) {
    super(`Rubric ${rubricId} is not frozen`);
  }
}

/** Criteria that contradict themselves: a code twice, a level above the maximum. */
export class RubricCriteriaInvalid extends DomainError {
  readonly code = 'rubric-criteria-invalid';
  readonly kind = 'invalid';

  constructor(pointers: readonly ProblemPointer[]) {
    super('The criteria contradict themselves', {}, pointers);
  }
}
