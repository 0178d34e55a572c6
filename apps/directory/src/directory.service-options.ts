import type { ServiceOptions } from '@app/service-kit';
import { AppointmentStateSource } from './appointments/appointment.state-source.js';
import { Appointment } from './appointments/appointment.js';
import { DirectoryConfig } from './directory.config.js';
import { DirectoryModule } from './directory.module.js';
import { directoryProblems } from './directory.problems.js';
import { GrantStateSource } from './grants/grant.state-source.js';
import { Grant } from './grants/grant.js';
import { Invitation } from './invitations/invitation.js';
import { CreateOrganizationsAndPeople1767312000000 } from './migrations/1767312000000-create-organizations-and-people.js';
import { CreateGrants1767312060000 } from './migrations/1767312060000-create-grants.js';
import { CreateInvitations1767312120000 } from './migrations/1767312120000-create-invitations.js';
import { OrganizationStateSource } from './organizations/organization.state-source.js';
import { Organization } from './organizations/organization.js';
import { PersonStateSource } from './people/person.state-source.js';
import { Person } from './people/person.js';

/** All that bootstrap has to know about the directory. */
export const directoryService: ServiceOptions = {
  name: 'directory',
  title: 'Directory',
  module: DirectoryModule,
  config: DirectoryConfig,
  entities: [Organization, Person, Appointment, Grant, Invitation],
  migrations: [CreateOrganizationsAndPeople1767312000000, CreateGrants1767312060000, CreateInvitations1767312120000],
  states: [OrganizationStateSource, PersonStateSource, AppointmentStateSource, GrantStateSource],
  problems: directoryProblems,
};
