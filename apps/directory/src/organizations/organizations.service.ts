import { Injectable } from '@nestjs/common';
import { OrganizationStateV1 } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, matchVersion, UnitOfWork, type Actor } from '@app/service-kit';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { OrganizationNotFound, ParentOrganizationNotFound } from './organization.errors.js';
import { Organization, type OrganizationDetails } from './organization.js';
import { OrganizationView } from './organizations.dto.js';

const REGISTRARS = ['platform-administrator', 'ministry-officer'];

// Two moves at once could close a circle that neither of them sees; changes of the tree are rare and queue here.
const LOCK_TREE = `SELECT pg_advisory_xact_lock(hashtext('directory.organizations.tree'))`;
const ANCESTORS = `
  WITH RECURSIVE above (id, parent_id) AS (
    SELECT id, parent_id FROM organizations WHERE id = $1
    UNION SELECT o.id, o.parent_id FROM organizations o JOIN above ON o.id = above.parent_id
  ) SELECT id FROM above`;

/** The register of organizations. */
@Injectable()
export class OrganizationsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly access: Access,
  ) {}

  /** Registers an organization. Publishes `directory.organization.registered.v1` and its state. */
  async register(actor: Actor, details: OrganizationDetails): Promise<OrganizationView> {
    this.access.require(actor, REGISTRARS, 'platform');
    return this.work.run(actor, async (tx) => {
      const organization = Organization.register(uuid(), details, await this.parent(tx, details));

      await tx.insert(Organization, organization);
      await this.outbox.add(tx, organization.registered());
      await this.outbox.addState(tx, OrganizationStateV1, organization.id);
      return OrganizationView.of(organization);
    });
  }

  /** Replaces what is said about an organization. Publishes its state. */
  async revise(
    actor: Actor,
    id: string,
    version: number,
    change: { details: OrganizationDetails; active: boolean },
  ): Promise<OrganizationView> {
    this.access.require(actor, REGISTRARS, 'platform');
    return this.work.run(actor, async (tx) => {
      await tx.query(LOCK_TREE);
      const organization = await tx.findOne(Organization, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!organization) throw new OrganizationNotFound(id);
      matchVersion(organization.version, version);
      const parent = await this.parent(tx, change.details);
      const ancestors: { id: string }[] = parent ? await tx.query(ANCESTORS, [parent.id]) : [];

      organization.revise(
        change.details,
        change.active,
        parent,
        ancestors.map((row) => row.id),
      );

      await tx.update(Organization, id, { ...organization });
      await this.outbox.addState(tx, OrganizationStateV1, id);
      return OrganizationView.of(organization);
    });
  }

  private async parent(tx: EntityManager, { parentId }: OrganizationDetails): Promise<Organization | null> {
    if (!parentId) return null;
    const parent = await tx.findOneBy(Organization, { id: parentId });
    if (!parent) throw new ParentOrganizationNotFound(parentId);
    return parent;
  }
}
