import { DomainError } from '@app/contracts';

/** There is no such enrollment of an institution, or the caller may not see it. */
export class InstitutionEnrollmentNotFound extends DomainError {
  readonly code = 'institution-enrollment-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no institution enrollment ${id}`);
  }
}

/** In this cohort each person completes alone. */
export class CohortOfPeople extends DomainError {
  readonly code = 'cohort-of-people';
  readonly kind = 'conflict';

  constructor() {
    super('In this cohort people complete, not institutions');
  }
}

/** An institution takes part once. */
export class InstitutionAlreadyEnrolled extends DomainError {
  readonly code = 'institution-already-enrolled';
  readonly kind = 'conflict';

  constructor() {
    super('The institution takes part in this cohort already');
  }
}

/** No institution leaves twice. */
export class InstitutionAlreadyWithdrawn extends DomainError {
  readonly code = 'institution-already-withdrawn';
  readonly kind = 'conflict';

  constructor() {
    super('The institution has left already');
  }
}
