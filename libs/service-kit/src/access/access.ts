import { DomainError } from '@app/contracts';
import { Injectable, Optional } from '@nestjs/common';
import type { Actor, Grant } from './actor.js';
import { RightsFreshness } from './rights-freshness.js';

/** Where a right is needed. A right at the platform counts everywhere. */
export type AccessScope = { organizationId?: string; programId?: string } | 'platform';

/** The actor lacks the right that the command needs. */
export class RightMissing extends DomainError {
  readonly code = 'right-missing';
  readonly kind = 'forbidden';

  constructor(roles: readonly string[]) {
    super(`Needs one of the rights: ${roles.join(', ')}`, { roles: roles.join(', ') });
  }
}

/**
 * Decides about administrative rights. Roles that follow from a row, such as a panel's chair, are decided by the
 * service that owns the row. A service acting by itself has every right.
 */
@Injectable()
export class Access {
  constructor(@Optional() private readonly freshness?: RightsFreshness) {}

  /** Refuses an actor without any of the roles at the scope; for changes also when rights may be out of date. */
  require(actor: Actor, roles: string | readonly string[], scope: AccessScope): void {
    if (actor.kind === 'service') return;
    const wanted = typeof roles === 'string' ? [roles] : roles;
    if (!wanted.some((role) => this.has(actor, role, scope))) throw new RightMissing(wanted);
    this.freshness?.requireForChanges();
  }

  /** Tells whether the actor holds the role at the scope now. */
  has(actor: Actor, role: string, scope: AccessScope): boolean {
    if (actor.kind === 'service') return true;
    return actor.grants.some((grant) => grant.role === role && covers(grant, scope));
  }
}

function covers(grant: Grant, scope: AccessScope): boolean {
  if (grant.scope === 'platform') return true;
  if (scope === 'platform' || !grant.scopeId) return false;
  return grant.scopeId === (grant.scope === 'organization' ? scope.organizationId : scope.programId);
}
