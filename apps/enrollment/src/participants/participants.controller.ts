import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import { ParticipantsPage, ParticipantsQuery, ParticipantView, WithdrawDto } from './participants.dto.js';
import { ParticipantsQueries } from './participants.queries.js';
import { ParticipantsService } from './participants.service.js';

/** Who holds, or held, a seat. */
@ApiTags('participants')
@Controller('v1/participants')
export class ParticipantsController {
  constructor(
    private readonly participants: ParticipantsService,
    private readonly queries: ParticipantsQueries,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List participants in the order of their enrollment',
    description:
      'Nominating organization, organizer, the person and the ministry see them. Problems: cursor-malformed.',
  })
  @ApiOkResponse({ type: ParticipantsPage })
  list(@CurrentActor() actor: Actor, @Query() query: ParticipantsQuery): Promise<ParticipantsPage> {
    return this.queries.list(actor, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Show a participant', description: 'Problems: participant-not-found.' })
  @ApiOkResponse({ type: ParticipantView })
  one(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ParticipantView> {
    return this.queries.one(actor, id);
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Let a participant leave the cohort',
    description:
      'Organizer, or coordinator of the nominating organization. Problems: participant-not-found, right-missing, ' +
      'participant-already-withdrawn, completion-already-attained, cohort-already-concluded.',
  })
  @ApiOkResponse({ type: ParticipantView })
  withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { reason }: WithdrawDto,
  ): Promise<ParticipantView> {
    return this.participants.withdraw(actor, id, reason);
  }
}
