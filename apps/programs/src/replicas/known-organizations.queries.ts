import { In, type EntityManager } from 'typeorm';
import { OrganizationUnknown } from './organization.errors.js';
import { Organization } from './organization.js';

/** Refuses the first named organization that is not active; `named` has ids by the pointer in the request. */
export async function requireOrganizations(tx: EntityManager, named: Record<string, string>): Promise<void> {
  const ids = [...new Set(Object.values(named))];
  if (ids.length === 0) return;
  const known = await tx.find(Organization, { where: { id: In(ids), active: true }, select: { id: true } });
  const active = new Set(known.map(({ id }) => id));
  for (const [pointer, id] of Object.entries(named)) if (!active.has(id)) throw new OrganizationUnknown(id, pointer);
}

/** Pointers of a list of partners. */
export function pointersOf(partners: readonly { organizationId: string }[]): Record<string, string> {
  return Object.fromEntries(
    partners.map(({ organizationId }, index) => [`/partners/${index}/organizationId`, organizationId]),
  );
}
