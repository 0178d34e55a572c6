import { DomainError } from '@app/contracts';

/** No grant of this id, or none that the caller may see. */
export class GrantNotFound extends DomainError {
  readonly code = 'grant-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no grant ${id}`, { id });
  }
}

/** A grant has exactly one holder: a person or a client. */
export class GrantNeedsOneHolder extends DomainError {
  readonly code = 'grant-needs-one-holder';
  readonly kind = 'invalid';

  constructor() {
    super('Either personId or clientId is needed, not both', {}, [{ pointer: '/personId', code: 'one-of' }]);
  }
}

/** The role does not exist at such a scope, or the scope's id is missing or too much. */
export class RoleDoesNotFitScope extends DomainError {
  readonly code = 'role-does-not-fit-scope';
  readonly kind = 'invalid';

  constructor(role: string, scope: string) {
    super(`The role ${role} cannot be given like this at the scope ${scope}`, { role, scope }, [
      { pointer: '/scope', code: 'does-not-fit-role' },
    ]);
  }
}

/** A grant that ends before it begins would never be in force. */
export class GrantEndsBeforeItBegins extends DomainError {
  readonly code = 'grant-ends-before-it-begins';
  readonly kind = 'invalid';

  constructor() {
    super('The grant would end before it begins', {}, [{ pointer: '/until', code: 'before-from' }]);
  }
}

/** The holder has this open-ended right already. */
export class GrantAlreadyGiven extends DomainError {
  readonly code = 'grant-already-given';
  readonly kind = 'conflict';

  constructor() {
    super('This right is given already');
  }
}

/** A right is taken back once. */
export class GrantAlreadyRevoked extends DomainError {
  readonly code = 'grant-already-revoked';
  readonly kind = 'conflict';

  constructor(id: string) {
    super(`The grant ${id} is revoked already`, { id });
  }
}

/** Only administrators may extend their own rights to another organization. */
export class GrantToOneself extends DomainError {
  readonly code = 'grant-to-oneself';
  readonly kind = 'forbidden';

  constructor() {
    super('Nobody but an administrator gives himself a right where he has none');
  }
}

/** Somebody must be left who can give rights. */
export class LastAdministratorStays extends DomainError {
  readonly code = 'last-administrator-stays';
  readonly kind = 'conflict';

  constructor() {
    super('The last platform administrator cannot be revoked');
  }
}
