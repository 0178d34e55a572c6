import { DomainError } from '@app/contracts';

/** An exercise or a reflection belongs to a session of its own cohort. */
export class SessionOfAnotherCohort extends DomainError {
  readonly code = 'session-of-another-cohort';
  readonly kind = 'conflict';

  constructor(readonly sessionId: string) {
    super(`Session ${sessionId} belongs to another cohort`);
  }
}
