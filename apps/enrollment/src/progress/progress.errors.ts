import { DomainError } from '@app/contracts';

/** There is no such cohort, or it has not become known here yet. */
export class CohortNotFound extends DomainError {
  readonly code = 'cohort-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no cohort ${id}`);
  }
}
