import { DomainError } from '@app/contracts';

/** No organization of this id. */
export class OrganizationNotFound extends DomainError {
  readonly code = 'organization-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no organization ${id}`, { id });
  }
}

/** The organization named as the one above does not exist. */
export class ParentOrganizationNotFound extends DomainError {
  readonly code = 'parent-organization-not-found';
  readonly kind = 'invalid';

  constructor(id: string) {
    super(`There is no organization ${id} to be the parent`, { id }, [{ pointer: '/parentId', code: 'unknown' }]);
  }
}

/** An organization would stand above itself. */
export class OrganizationAboveItself extends DomainError {
  readonly code = 'organization-above-itself';
  readonly kind = 'conflict';

  constructor(id: string) {
    super(`Organization ${id} would be above itself`, { id }, [{ pointer: '/parentId', code: 'cycle' }]);
  }
}

/** A territorial level belongs to education departments, and to each of them. */
export class LevelIsOfDepartments extends DomainError {
  readonly code = 'level-is-of-departments';
  readonly kind = 'invalid';

  constructor(kind: string) {
    super(`An organization of kind ${kind} and its territorial level do not fit`, { kind }, [
      { pointer: '/level', code: 'does-not-fit-kind' },
    ]);
  }
}

/** A department is below a department of its own or a lower level. */
export class TerritoryLevelsCrossed extends DomainError {
  readonly code = 'territory-levels-crossed';
  readonly kind = 'conflict';

  constructor(level: string, parentLevel: string) {
    super(`A ${level} department cannot be below a ${parentLevel} one`, { level, parentLevel }, [
      { pointer: '/parentId', code: 'level-too-low' },
    ]);
  }
}
