import { Access, type Actor } from '@app/service-kit';
import { HomeOrganizationMissing } from './person.errors.js';

const REGISTRARS = ['platform-administrator', 'program-organizer', 'coordinator'];

/** Refuses to register people for an organization that the actor has no office in; administrators may for all and none. */
export function requireRegistrar(access: Access, actor: Actor, organizationId: string | null): void {
  if (organizationId) return access.require(actor, REGISTRARS, { organizationId });
  if (!access.has(actor, 'platform-administrator', 'platform')) throw new HomeOrganizationMissing();
}
