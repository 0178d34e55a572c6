import { DomainError, type ProblemPointer } from '@app/contracts';

/** No score sheet with this id is visible to the caller. */
export class ScoreSheetNotFound extends DomainError {
  readonly code = 'score-sheet-not-found';
  readonly kind = 'not-found';

  constructor(readonly sheetId: string) {
    super(`No score sheet ${sheetId}`);
  }
}

/** A submitted sheet never changes. */
export class ScoreSheetLocked extends DomainError {
  readonly code = 'score-sheet-locked';
  readonly kind = 'conflict';

  constructor(readonly sheetId: string) {
    super(`Score sheet ${sheetId} is submitted`);
  }
}

/** The scores do not fit the rubric: a criterion unknown, twice or missing, or points outside its range. */
export class ScoresDoNotFitRubric extends DomainError {
  readonly code = 'scores-do-not-fit-rubric';
  readonly kind = 'invalid';

  constructor(pointers: readonly ProblemPointer[]) {
    super('The scores do not fit the rubric', {}, pointers);
  }
}

/** Who scores sees the others' scores only after having submitted. */
export class OwnSheetFirst extends DomainError {
  readonly code = 'own-sheet-first';
  readonly kind = 'forbidden';

  constructor() {
    super('A member submits the own sheet first');
  }
}

/** Scores are open to the panel, its secretary and the organizer. */
export class ScoresNotOpenToYou extends DomainError {
  readonly code = 'scores-not-open-to-you';
  readonly kind = 'forbidden';

  constructor() {
    super('Scores are open to the panel and the organizer');
  }
}
