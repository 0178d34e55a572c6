import { DomainError } from '@app/contracts';

/** The person has not confirmed a name yet. */
export class NameNotConfirmed extends DomainError {
  readonly code = 'name-not-confirmed';
  readonly kind = 'not-found';

  constructor() {
    super('No name was confirmed yet');
  }
}
