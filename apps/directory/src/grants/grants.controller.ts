import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, IfMatch, UuidParam, type Actor } from '@app/service-kit';
import { GiveGrantDto, GrantsPage, GrantsQuery, GrantView } from './grants.dto.js';
import { GrantsQueries } from './grants.queries.js';
import { GrantsService } from './grants.service.js';

/** Administrative rights: who may do what, where and how long. */
@ApiTags('grants')
@Controller('v1/grants')
export class GrantsController {
  constructor(
    private readonly grants: GrantsService,
    private readonly queries: GrantsQueries,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Give a right',
    description:
      'Platform administrators give all; ministry officers program-organizer and coordinator; program organizers ' +
      'coordinator. Problems: person-needed, right-missing, grant-to-oneself, grant-needs-one-holder, ' +
      'role-does-not-fit-scope, grant-ends-before-it-begins, organization-not-found, person-not-found, ' +
      'grant-already-given.',
  })
  @ApiCreatedResponse({ type: GrantView })
  give(@CurrentActor() actor: Actor, @Body() body: GiveGrantDto): Promise<GrantView> {
    const { role, scope, personId = null, clientId = null, scopeId = null, from, until } = body;
    const dates = { from: from ? new Date(from) : null, until: until ? new Date(until) : null };
    return this.grants.give(actor, { personId, clientId, role, scope, scopeId, ...dates });
  }

  @Post(':id/revocation')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take a right back, at once',
    description:
      'Whoever may give such a right; needs If-Match. Problems: person-needed, right-missing, grant-not-found, ' +
      'version-stale, grant-already-revoked, last-administrator-stays.',
  })
  @ApiOkResponse({ type: GrantView })
  revoke(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() version: number,
  ): Promise<GrantView> {
    return this.grants.revoke(actor, id, version);
  }

  @Get()
  @ApiOperation({ summary: 'List grants, the newest first', description: 'Those that the caller may see.' })
  @ApiOkResponse({ type: GrantsPage })
  list(@CurrentActor() actor: Actor, @Query() query: GrantsQuery): Promise<GrantsPage> {
    return this.queries.list(actor, query);
  }
}
