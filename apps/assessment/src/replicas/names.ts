import { In, type EntityManager } from 'typeorm';
import type { Localized, PersonName } from '@app/contracts';
import { OrganizationReplica } from './organization-replica.js';
import { PersonReplica } from './person-replica.js';

/** Display names of these people, as far as they are known here. */
export async function personNames(tx: EntityManager, ids: readonly string[]): Promise<Map<string, PersonName>> {
  if (ids.length === 0) return new Map();
  const people = await tx.findBy(PersonReplica, { id: In([...new Set(ids)]) });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** Names of these organizations, as far as they are known here. */
export async function organizationNames(tx: EntityManager, ids: readonly string[]): Promise<Map<string, Localized>> {
  if (ids.length === 0) return new Map();
  const organizations = await tx.findBy(OrganizationReplica, { id: In([...new Set(ids)]) });
  return new Map(organizations.map(({ id, name }) => [id, name]));
}
