import { DomainError } from '@app/contracts';

/** Minutes are open to the chair, the secretary, the organizer and the ministry; to members once all is decided. */
export class ProtocolNotOpenToYou extends DomainError {
  readonly code = 'protocol-not-open-to-you';
  readonly kind = 'forbidden';

  constructor() {
    super('The minutes are not open to you');
  }
}
