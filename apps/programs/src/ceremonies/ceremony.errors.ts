import { DomainError } from '@app/contracts';

/** No ceremony of this id. */
export class CeremonyNotFound extends DomainError {
  readonly code = 'ceremony-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no ceremony ${id}`, { id });
  }
}

/** A ceremony takes place once. */
export class CeremonyAlreadyHeld extends DomainError {
  readonly code = 'ceremony-already-held';
  readonly kind = 'conflict';

  constructor() {
    super('The ceremony has been held already');
  }
}

/** Nobody hands anything over before the ceremony begins. */
export class CeremonyNotBegun extends DomainError {
  readonly code = 'ceremony-not-begun';
  readonly kind = 'conflict';

  constructor(startsAt: string) {
    super(`The ceremony begins at ${startsAt}`, { startsAt });
  }
}

/** A presenter is a person of the directory, or somebody with a name. */
export class PresenterUnclear extends DomainError {
  readonly code = 'presenter-unclear';
  readonly kind = 'invalid';

  constructor(index: number) {
    super('Name a presenter either by id or by name', {}, [{ pointer: `/presenters/${index}`, code: 'either-or' }]);
  }
}

/** A contribution is that of one person or one organization. */
export class ContributorUnclear extends DomainError {
  readonly code = 'contributor-unclear';
  readonly kind = 'invalid';

  constructor() {
    super('Name either a person or an organization', {}, [{ pointer: '/personId', code: 'either-or' }]);
  }
}

/** The same contribution has been recorded. */
export class ContributionAlreadyRecorded extends DomainError {
  readonly code = 'contribution-already-recorded';
  readonly kind = 'conflict';

  constructor() {
    super('This contribution has been recorded already');
  }
}
