import { DomainError } from '@app/contracts';

/** No module of this id. */
export class ModuleNotFound extends DomainError {
  readonly code = 'module-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no module ${id}`, { id });
  }
}

/** Modules of a cohort are numbered, each number once. */
export class ModuleNumberTaken extends DomainError {
  readonly code = 'module-number-taken';
  readonly kind = 'conflict';

  constructor(number: number) {
    super(`The cohort has a module ${number} already`, { number }, [{ pointer: '/number', code: 'taken' }]);
  }
}

/** A module lies inside the days of its cohort. */
export class ModuleOutsideCohort extends DomainError {
  readonly code = 'module-outside-cohort';
  readonly kind = 'invalid';

  constructor(pointer: string) {
    super('The module lies outside the days of the cohort', {}, [{ pointer, code: 'outside-cohort' }]);
  }
}
