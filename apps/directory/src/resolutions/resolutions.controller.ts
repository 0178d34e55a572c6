import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '@app/service-kit';
import { ResolvedPerson, ResolvePeopleDto } from './resolutions.dto.js';
import { ResolutionsService } from './resolutions.service.js';

/** From identifiers to ids, before a command that names people. */
@ApiTags('people')
@Controller('v1/people/resolutions')
export class ResolutionsController {
  constructor(private readonly resolutions: ResolutionsService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Find up to 500 people by IIN or mail address, and register those who are new',
    description:
      'Whoever may register people for the home organizations; repeating it changes nothing. Problems: right-missing, ' +
      'rows-without-identifier, identifiers-of-different-people, organization-not-found.',
  })
  @ApiOkResponse({ type: [ResolvedPerson], description: 'In the order of the rows' })
  resolve(@CurrentActor() actor: Actor, @Body() { items }: ResolvePeopleDto): Promise<ResolvedPerson[]> {
    return this.resolutions.resolve(actor, items);
  }
}
