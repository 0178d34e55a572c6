import { GrantGivenV1, GrantRevokedV1, newEvent, type NewEvent } from '@app/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Person } from '../people/person.js';
import { PLATFORM_ID } from '../platform.js';
import {
  GrantAlreadyRevoked,
  GrantEndsBeforeItBegins,
  GrantNeedsOneHolder,
  LastAdministratorStays,
  RoleDoesNotFitScope,
} from './grant.errors.js';

export const scopes = ['platform', 'organization', 'program'] as const;
export type Scope = (typeof scopes)[number];

/** Where each role can be held. */
export const scopesOfRoles = {
  'platform-administrator': ['platform'],
  'ministry-officer': ['platform'],
  auditor: ['platform'],
  'program-organizer': ['organization', 'program'],
  coordinator: ['organization'],
  'integration-client': ['organization', 'program'],
} as const satisfies Record<string, readonly Scope[]>;
export type Role = keyof typeof scopesOfRoles;
export const roles = Object.keys(scopesOfRoles) as Role[];

/** What a grant says. */
export interface GrantDetails {
  personId: string | null;
  clientId: string | null;
  role: Role;
  scope: Scope;
  scopeId: string | null;
  from: Date;
  until: Date | null;
}

/** An administrative right: a role at a scope, dated. Never edited: it is revoked and another one is given. */
@Entity('grants')
@Index('grants_live_once', { synchronize: false })
@Index('grants_by_scope', { synchronize: false })
@Index('grants_by_person', { synchronize: false })
@Check('grants_one_holder', '(person_id IS NULL) <> (client_id IS NULL)')
@Check('grants_scope', `(scope = 'platform') = (scope_id IS NULL)`)
@Check('grants_dates', 'until > "from"')
export class Grant {
  @PrimaryColumn('uuid')
  id: string;

  @Column('integer')
  version: number;

  @ForeignKey(() => Person, { name: 'grants_person' })
  @Column('uuid', { nullable: true })
  personId: string | null;

  @Column('text', { nullable: true })
  clientId: string | null;

  @Column('text')
  role: Role;

  @Column('text')
  scope: Scope;

  /** Organization or program; null at the platform. */
  @Column('uuid', { nullable: true })
  scopeId: string | null;

  @Column('timestamptz')
  from: Date;

  @Column('timestamptz', { nullable: true })
  until: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;

  /** Who gave it; null for what the platform gave itself at its first start. */
  @Column('uuid', { nullable: true })
  givenBy: string | null;

  /** Home of the matter in events. */
  get organizationId(): string {
    return this.scope === 'organization' ? this.scopeId! : PLATFORM_ID;
  }

  /** Makes a grant that was not there before. Publishes `directory.grant.given.v1`. */
  static give(id: string, details: GrantDetails, givenBy: string | null): Grant {
    const { personId, clientId, role, scope, scopeId, from, until } = details;
    if ((personId === null) === (clientId === null)) throw new GrantNeedsOneHolder();
    const fits =
      (scopesOfRoles[role] as readonly Scope[]).includes(scope) && (scope === 'platform') === (scopeId === null);
    if (!fits) throw new RoleDoesNotFitScope(role, scope);
    if (until && until <= from) throw new GrantEndsBeforeItBegins();
    return Object.assign(new Grant(), { id, version: 1, ...details, revokedAt: null, givenBy });
  }

  given(): NewEvent<typeof GrantGivenV1> {
    const { personId, clientId, role, scope, scopeId } = this;
    return newEvent(GrantGivenV1, this, { personId, clientId, role, scope, scopeId });
  }

  /** Takes the right back, at once. `otherAdministrators` counts who else administers the platform now. */
  revoke(now: Date, otherAdministrators: number): NewEvent<typeof GrantRevokedV1> {
    if (this.revokedAt) throw new GrantAlreadyRevoked(this.id);
    if (this.role === 'platform-administrator' && otherAdministrators === 0) throw new LastAdministratorStays();
    this.revokedAt = now;
    this.version += 1;
    return newEvent(GrantRevokedV1, this, { revokedAt: now.toISOString() });
  }
}
