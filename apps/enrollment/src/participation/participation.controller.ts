import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, PageQuery, UuidParam, type Actor } from '@app/service-kit';
import { StatementsPage, StatementsView } from './participation.dto.js';
import { ParticipationService } from './participation.service.js';

/** What was attended, for records of participation. */
@ApiTags('participation')
@Controller('v1/cohorts/:id/participation-statements')
export class ParticipationController {
  constructor(private readonly participation: ParticipationService) {}

  @Post()
  @ApiOperation({
    summary: 'State what everybody has attended so far',
    description:
      'Organizer. One statement for each participant, active or not, who was there at least once, and one a day. ' +
      'Answers the statements of today. Problems: right-missing, not-known-yet.',
  })
  @ApiCreatedResponse({ type: StatementsView })
  state(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<StatementsView> {
    return this.participation.state(actor, id);
  }

  @Get()
  @ApiOperation({
    summary: 'List the statements of participation of a cohort',
    description: 'Everybody sees those of the participants they may see. Problems: cursor-malformed.',
  })
  @ApiOkResponse({ type: StatementsPage })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() query: PageQuery,
  ): Promise<StatementsPage> {
    return this.participation.list(actor, id, query);
  }
}
