import { Injectable } from '@nestjs/common';
import { GrantStateV1 } from '@app/contracts';
import { Outbox } from '@app/messaging';
import {
  Access,
  Clock,
  matchVersion,
  requirePerson,
  UnitOfWork,
  type AccessScope,
  type Actor,
  type PersonActor,
} from '@app/service-kit';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { OrganizationNotFound } from '../organizations/organization.errors.js';
import { Organization } from '../organizations/organization.js';
import { PersonNotFound } from '../people/person.errors.js';
import { refusedBy } from '../refused-by.js';
import { giversOf } from './giving.js';
import { GrantAlreadyGiven, GrantNotFound, GrantToOneself } from './grant.errors.js';
import { Grant, type GrantDetails, type Role } from './grant.js';
import { GrantView } from './grants.dto.js';

// Two administrators revoking each other at once would leave none.
const LOCK_ADMINISTRATORS = `SELECT pg_advisory_xact_lock(hashtext('directory.grants.administrators'))`;
const OTHER_ADMINISTRATORS = `
  SELECT count(*)::int AS count FROM grants
  WHERE role = 'platform-administrator' AND person_id IS NOT NULL AND id <> $1 AND revoked_at IS NULL
    AND "from" <= $2 AND until IS NULL`;

export type NewGrant = Omit<GrantDetails, 'from'> & { from: Date | null };

/** Administrative rights. People give them, never machines. */
@Injectable()
export class GrantsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly access: Access,
    private readonly clock: Clock,
  ) {}

  /** Gives a right. Publishes `directory.grant.given.v1` and the state of the grant. */
  async give(actor: Actor, details: NewGrant): Promise<GrantView> {
    const giver = requirePerson(actor);
    this.requireGiver(giver, details.role);
    if (giver.personId === details.personId) this.refuseNewReach(giver, details.scopeId);
    const grant = Grant.give(uuid(), { ...details, from: details.from ?? this.clock.now() }, giver.personId);
    return this.work.run(actor, async (tx) => {
      await requireOrganization(tx, grant);
      await tx.insert(Grant, grant).catch((error: unknown) => refuse(error, grant));
      await this.outbox.add(tx, grant.given());
      await this.outbox.addState(tx, GrantStateV1, grant.id);
      return GrantView.of(grant);
    });
  }

  /** Takes a right back. Publishes `directory.grant.revoked.v1` and the state of the grant. */
  async revoke(actor: Actor, id: string, version: number): Promise<GrantView> {
    const giver = requirePerson(actor);
    return this.work.run(actor, async (tx) => {
      const grant = await tx.findOne(Grant, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!grant) throw new GrantNotFound(id);
      this.requireGiver(giver, grant.role);
      matchVersion(grant.version, version);
      const now = this.clock.now();
      const others = grant.role === 'platform-administrator' ? await countOthers(tx, grant, now) : 0;

      const revoked = grant.revoke(now, others);

      await tx.update(Grant, id, { ...grant });
      await this.outbox.add(tx, revoked);
      await this.outbox.addState(tx, GrantStateV1, id);
      return GrantView.of(grant);
    });
  }

  /** Nobody but an administrator extends his own rights to where he had none. */
  private refuseNewReach(giver: PersonActor, scopeId: string | null): void {
    if (this.access.has(giver, 'platform-administrator', 'platform')) return;
    if (!giver.grants.some((grant) => grant.scopeId !== null && grant.scopeId === scopeId)) throw new GrantToOneself();
  }

  /** An organizer's right lies at his organization or program; what it lets him give, he may give to any organization. */
  private requireGiver(actor: PersonActor, role: Role): void {
    const givers = giversOf(role);
    const right = actor.grants.find((grant) => givers.some((giver) => giver === grant.role));
    this.access.require(actor, givers, right ? scopeOf(right) : 'platform');
  }
}

function scopeOf({ scope, scopeId }: PersonActor['grants'][number]): AccessScope {
  if (scope === 'platform' || scopeId === null) return 'platform';
  return scope === 'organization' ? { organizationId: scopeId } : { programId: scopeId };
}

/** A program's id belongs to another service; an organization's is ours to check. */
async function requireOrganization(tx: EntityManager, { scope, scopeId }: Grant): Promise<void> {
  if (scope !== 'organization') return;
  if (!(await tx.existsBy(Organization, { id: scopeId! }))) throw new OrganizationNotFound(scopeId!);
}

async function countOthers(tx: EntityManager, grant: Grant, now: Date): Promise<number> {
  await tx.query(LOCK_ADMINISTRATORS);
  const [{ count }] = await tx.query(OTHER_ADMINISTRATORS, [grant.id, now]);
  return count;
}

function refuse(error: unknown, { personId }: Grant): never {
  const constraint = refusedBy(error);
  if (constraint === 'grants_live_once') throw new GrantAlreadyGiven();
  if (constraint === 'grants_person') throw new PersonNotFound(personId!);
  throw error;
}
