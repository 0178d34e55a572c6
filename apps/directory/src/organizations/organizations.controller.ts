import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, IfMatch, UuidParam, type Actor } from '@app/service-kit';
import type { OrganizationDetails } from './organization.js';
import {
  OrganizationsPage,
  OrganizationsQuery,
  OrganizationView,
  RegisterOrganizationDto,
  ReviseOrganizationDto,
} from './organizations.dto.js';
import { OrganizationsQueries } from './organizations.queries.js';
import { OrganizationsService } from './organizations.service.js';

/** Ministries, universities, education departments, schools and partners. */
@ApiTags('organizations')
@Controller('v1/organizations')
export class OrganizationsController {
  constructor(
    private readonly organizations: OrganizationsService,
    private readonly queries: OrganizationsQueries,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Register an organization',
    description:
      'Platform administrator or ministry officer. ' +
      'Problems: right-missing, parent-organization-not-found, level-is-of-departments, territory-levels-crossed.',
  })
  @ApiCreatedResponse({ type: OrganizationView })
  register(@CurrentActor() actor: Actor, @Body() body: RegisterOrganizationDto): Promise<OrganizationView> {
    return this.organizations.register(actor, detailsOf(body));
  }

  @Get()
  @ApiOperation({ summary: 'List organizations by name', description: 'Anybody who is signed in.' })
  @ApiOkResponse({ type: OrganizationsPage })
  list(@CurrentActor() actor: Actor, @Query() query: OrganizationsQuery): Promise<OrganizationsPage> {
    return this.queries.list(actor, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Show an organization', description: 'Problems: organization-not-found.' })
  @ApiOkResponse({ type: OrganizationView })
  one(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<OrganizationView> {
    return this.queries.one(actor, id);
  }

  @Put(':id')
  @ApiOperation({
    summary: 'Replace what is said about an organization',
    description:
      'Platform administrator or ministry officer; needs If-Match. ' +
      'Problems: right-missing, organization-not-found, version-stale, parent-organization-not-found, ' +
      'organization-above-itself, level-is-of-departments, territory-levels-crossed.',
  })
  @ApiOkResponse({ type: OrganizationView })
  revise(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() version: number,
    @Body() { active, ...body }: ReviseOrganizationDto,
  ): Promise<OrganizationView> {
    return this.organizations.revise(actor, id, version, { details: detailsOf(body), active });
  }
}

function detailsOf({
  name,
  kind,
  ownership,
  parentId,
  level,
  country,
  website,
}: RegisterOrganizationDto): OrganizationDetails {
  return {
    ...{ name, kind, country },
    ownership: ownership ?? null,
    parentId: parentId ?? null,
    level: level ?? null,
    website: website ?? null,
  };
}
