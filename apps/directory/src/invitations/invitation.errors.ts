import { DomainError } from '@app/contracts';

/** Nobody was invited with this code, or another invitation has taken its place. */
export class InvitationNotFound extends DomainError {
  readonly code = 'invitation-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such invitation');
  }
}

/** The time to accept the invitation is over. */
export class InvitationExpired extends DomainError {
  readonly code = 'invitation-expired';
  readonly kind = 'conflict';

  constructor() {
    super('The invitation has expired');
  }
}

/** An invitation is accepted once. */
export class InvitationAlreadyAccepted extends DomainError {
  readonly code = 'invitation-already-accepted';
  readonly kind = 'conflict';

  constructor() {
    super('The invitation was accepted already');
  }
}
