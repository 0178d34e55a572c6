import { DomainError } from '@app/contracts';

/** An organization that is named does not exist or takes part no longer. */
export class OrganizationUnknown extends DomainError {
  readonly code = 'organization-unknown';
  readonly kind = 'invalid';

  constructor(id: string, pointer: string) {
    super(`There is no active organization ${id}`, { id }, [{ pointer, code: 'unknown' }]);
  }
}
