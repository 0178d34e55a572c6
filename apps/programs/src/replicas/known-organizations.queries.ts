import { ReplicaBehind } from '@app/contracts';
import { In, type EntityManager } from 'typeorm';
import { OrganizationUnknown } from './organization.errors.js';
import { Organization } from './organization.js';

/**
 * Refuses the first named organization that is not active; `named` has ids by the pointer in the request. One that this
 * service has not heard of may just have been registered: the caller is asked to come again.
 */
export async function requireOrganizations(tx: EntityManager, named: Record<string, string>): Promise<void> {
  const ids = [...new Set(Object.values(named))];
  if (ids.length === 0) return;
  const known = await tx.find(Organization, { where: { id: In(ids) }, select: { id: true, active: true } });
  const byId = new Map(known.map((organization) => [organization.id, organization]));
  for (const [pointer, id] of Object.entries(named)) {
    const organization = byId.get(id);
    if (!organization) throw new ReplicaBehind('directory.organization', id);
    if (!organization.active) throw new OrganizationUnknown(id, pointer);
  }
}

/** Pointers of a list of partners. */
export function pointersOf(partners: readonly { organizationId: string }[]): Record<string, string> {
  return Object.fromEntries(
    partners.map(({ organizationId }, index) => [`/partners/${index}/organizationId`, organizationId]),
  );
}
