import { DomainError } from '@app/contracts';

/** No person of this id, or none that the caller may see. */
export class PersonNotFound extends DomainError {
  readonly code = 'person-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no person ${id}`, { id });
  }
}

/** Somebody is already registered with this IIN or this mail address. Says neither who nor where. */
export class PersonAlreadyRegistered extends DomainError {
  readonly code = 'person-already-registered';
  readonly kind = 'conflict';

  constructor(field: 'iin' | 'mail') {
    super(`Somebody is already registered with this ${field}`, { field }, [{ pointer: `/${field}`, code: 'taken' }]);
  }
}

/** Whoever registers a person says for which organization; only a platform administrator may leave it open. */
export class HomeOrganizationMissing extends DomainError {
  readonly code = 'home-organization-missing';
  readonly kind = 'invalid';

  constructor() {
    super('The home organization is missing', {}, [{ pointer: '/homeOrganizationId', code: 'missing' }]);
  }
}
