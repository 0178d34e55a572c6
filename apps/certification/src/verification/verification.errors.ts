import { DomainError } from '@app/contracts';

/** Nothing public is found at that address, or under that number. */
export class DocumentUnknown extends DomainError {
  readonly code = 'document-unknown';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such document');
  }
}
