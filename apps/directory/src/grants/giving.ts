import type { Role } from './grant.js';

/** Which roles the holder of a role may give and take back. */
const givenByRole: Partial<Record<Role, readonly Role[]>> = {
  'platform-administrator': [
    'platform-administrator',
    'ministry-officer',
    'program-organizer',
    'coordinator',
    'auditor',
    'integration-client',
  ],
  'ministry-officer': ['program-organizer', 'coordinator'],
  // An organizer invites the universities and departments that send people, so it names their coordinators too.
  'program-organizer': ['coordinator'],
};

/** The roles whose holders may give or take back this one. */
export function giversOf(role: Role): Role[] {
  return (Object.keys(givenByRole) as Role[]).filter((giver) => givenByRole[giver]!.includes(role));
}
