import { DomainError } from '@app/contracts';

/** There is no such nomination, or the caller may not see it. */
export class NominationNotFound extends DomainError {
  readonly code = 'nomination-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no nomination ${id}`);
  }
}

/** The cohort does not take nominations yet. */
export class NominationWindowNotOpen extends DomainError {
  readonly code = 'nomination-window-not-open';
  readonly kind = 'conflict';

  constructor() {
    super('The cohort does not take nominations yet');
  }
}

/** The cohort does not take nominations any more. */
export class NominationWindowClosed extends DomainError {
  readonly code = 'nomination-window-closed';
  readonly kind = 'conflict';

  constructor() {
    super('The cohort does not take nominations any more');
  }
}

/** The organization has as many live nominations as it has seats. */
export class NominationOverQuota extends DomainError {
  readonly code = 'nomination-over-quota';
  readonly kind = 'conflict';

  constructor(quota: number) {
    super(`The organization may nominate ${quota}`, { quota });
  }
}

/** The person has a live nomination to this cohort, from this organization or another. */
export class PersonAlreadyNominated extends DomainError {
  readonly code = 'person-already-nominated';
  readonly kind = 'conflict';

  constructor() {
    super('The person is nominated to this cohort already');
  }
}

/** A closed organization nominates nobody. */
export class OrganizationNotActive extends DomainError {
  readonly code = 'organization-not-active';
  readonly kind = 'conflict';

  constructor() {
    super('The organization is not active');
  }
}

/** A deactivated person cannot be nominated. */
export class PersonNotActive extends DomainError {
  readonly code = 'person-not-active';
  readonly kind = 'conflict';

  constructor() {
    super('The person is not active');
  }
}

/** Where institutions complete, people come with their institution. */
export class InstitutionNotEnrolled extends DomainError {
  readonly code = 'institution-not-enrolled';
  readonly kind = 'conflict';

  constructor() {
    super('The organization takes no part in this cohort as an institution');
  }
}

/** Admitted, declined or withdrawn: it is not decided twice. */
export class NominationAlreadyDecided extends DomainError {
  readonly code = 'nomination-already-decided';
  readonly kind = 'conflict';

  constructor(status: string) {
    super(`The nomination is ${status}`, { status });
  }
}

/** It waits for a seat, or for the coordinator's correction. */
export class NominationNotAwaitingReview extends DomainError {
  readonly code = 'nomination-not-awaiting-review';
  readonly kind = 'conflict';

  constructor(status: string) {
    super(`The nomination is ${status}`, { status });
  }
}

/** The nominee is outside of the target group: the organizer may waive that, with a reason. */
export class WaiverNeeded extends DomainError {
  readonly code = 'waiver-needed';
  readonly kind = 'conflict';

  constructor(category: string) {
    super(`The cohort is not meant for the category ${category}`, { category }, [
      { pointer: '/waiver', code: 'waiver-needed' },
    ]);
  }
}

/** Every seat of the cohort is taken. */
export class NoSeatLeft extends DomainError {
  readonly code = 'no-seat-left';
  readonly kind = 'conflict';

  constructor(seats: number) {
    super(`All ${seats} seats are taken`, { seats });
  }
}
