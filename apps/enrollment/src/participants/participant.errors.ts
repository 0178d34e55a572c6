import { DomainError } from '@app/contracts';

/** There is no such participant, or the caller may not see them. */
export class ParticipantNotFound extends DomainError {
  readonly code = 'participant-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no participant ${id}`);
  }
}

/** Nobody leaves twice. */
export class ParticipantAlreadyWithdrawn extends DomainError {
  readonly code = 'participant-already-withdrawn';
  readonly kind = 'conflict';

  constructor() {
    super('The participant has left already');
  }
}

/** Who has completed cannot leave any more. */
export class CompletionAlreadyAttained extends DomainError {
  readonly code = 'completion-already-attained';
  readonly kind = 'conflict';

  constructor() {
    super('The participant has completed the cohort');
  }
}

/** Delivery has ended: nobody joins or leaves any more. */
export class CohortAlreadyConcluded extends DomainError {
  readonly code = 'cohort-already-concluded';
  readonly kind = 'conflict';

  constructor() {
    super('The cohort is concluded');
  }
}
