import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, IfMatch, UuidParam, type Actor } from '@app/service-kit';
import { PeoplePage, PeopleQuery, PersonView, RegisterPersonDto, RenamePersonDto } from './people.dto.js';
import { PeopleQueries } from './people.queries.js';
import { PeopleService } from './people.service.js';

/** People: each is registered once for the whole platform. */
@ApiTags('people')
@Controller('v1/people')
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly queries: PeopleQueries,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Register a person',
    description:
      'Platform administrator; program organizer or coordinator for the own organization. Problems: right-missing, ' +
      'home-organization-missing, organization-not-found, person-already-registered.',
  })
  @ApiCreatedResponse({ type: PersonView })
  register(@CurrentActor() actor: Actor, @Body() body: RegisterPersonDto): Promise<PersonView> {
    const { homeOrganizationId = null, preferredLanguage = null, ...rest } = body;
    return this.people.register(actor, { ...rest, homeOrganizationId, preferredLanguage });
  }

  @Get()
  @ApiOperation({ summary: 'List people by name', description: 'Those whom the caller may see.' })
  @ApiOkResponse({ type: PeoplePage })
  list(@CurrentActor() actor: Actor, @Query() query: PeopleQuery): Promise<PeoplePage> {
    return this.queries.list(actor, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Show a person', description: 'Problems: person-not-found.' })
  @ApiOkResponse({ type: PersonView })
  one(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PersonView> {
    return this.queries.one(actor, id);
  }

  @Put(':id/name')
  @ApiOperation({
    summary: 'Change the spelling of a name',
    description:
      'The person himself, or whoever registers people where he is at home; needs If-Match. ' +
      'Problems: person-not-found, right-missing, version-stale.',
  })
  @ApiOkResponse({ type: PersonView })
  rename(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() version: number,
    @Body() { name }: RenamePersonDto,
  ): Promise<PersonView> {
    return this.people.rename(actor, id, version, name);
  }
}
