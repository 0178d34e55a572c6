import { DomainError } from '@app/contracts';

/** No program of this id. */
export class ProgramNotFound extends DomainError {
  readonly code = 'program-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no program ${id}`, { id });
  }
}

/** The code is taken by another program of the organizer. */
export class ProgramCodeTaken extends DomainError {
  readonly code = 'program-code-taken';
  readonly kind = 'conflict';

  constructor(code: string) {
    super(`The organizer has a program ${code} already`, { code }, [{ pointer: '/code', code: 'taken' }]);
  }
}

/** A program is commissioned once. */
export class ProgramAlreadyCommissioned extends DomainError {
  readonly code = 'program-already-commissioned';
  readonly kind = 'conflict';

  constructor() {
    super('The program has been commissioned already');
  }
}
