import { Module } from '@nestjs/common';
import { AppointmentsController } from './appointments/appointments.controller.js';
import { AppointmentsQueries } from './appointments/appointments.queries.js';
import { AppointmentsService } from './appointments/appointments.service.js';
import { Identifiers } from './contacts/identifiers.service.js';
import { FirstStart } from './first-start/first-start.service.js';
import { GrantsController } from './grants/grants.controller.js';
import { GrantsQueries } from './grants/grants.queries.js';
import { GrantsService } from './grants/grants.service.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { MeController } from './me/me.controller.js';
import { OrganizationsController } from './organizations/organizations.controller.js';
import { OrganizationsQueries } from './organizations/organizations.queries.js';
import { OrganizationsService } from './organizations/organizations.service.js';
import { PeopleController } from './people/people.controller.js';
import { PeopleQueries } from './people/people.queries.js';
import { PeopleService } from './people/people.service.js';
import { ResolutionsController } from './resolutions/resolutions.controller.js';
import { ResolutionsService } from './resolutions/resolutions.service.js';

/** Organizations, people, their dated offices and administrative rights. */
@Module({
  controllers: [
    OrganizationsController,
    ResolutionsController,
    PeopleController,
    AppointmentsController,
    GrantsController,
    InvitationsController,
    MeController,
  ],
  providers: [
    Identifiers,
    OrganizationsService,
    OrganizationsQueries,
    PeopleService,
    PeopleQueries,
    ResolutionsService,
    AppointmentsService,
    AppointmentsQueries,
    GrantsService,
    GrantsQueries,
    InvitationsService,
    FirstStart,
  ],
})
export class DirectoryModule {}
