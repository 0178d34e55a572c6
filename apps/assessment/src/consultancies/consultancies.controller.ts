import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import { ConsultancyDto, ConsultancyList, ConsultancyView, ConsultationDto } from './consultancies.dto.js';
import { ConsultanciesQueries } from './consultancies.queries.js';
import { ConsultanciesService } from './consultancies.service.js';

@ApiTags('Consultancies')
@Controller('v1')
export class ConsultanciesController {
  constructor(
    private readonly consultancies: ConsultanciesService,
    private readonly queries: ConsultanciesQueries,
  ) {}

  @Post('cohorts/:cohortId/consultancies')
  @ApiOperation({
    summary: 'Let an expert advise an institution',
    description:
      'Program organizer. The consultant is in conflict with everything that the institution hands in. Problems: ' +
      'right-missing, consultancy-already-recorded, not-known-yet.',
  })
  @ApiCreatedResponse({ type: ConsultancyView })
  async assign(
    @CurrentActor() actor: Actor,
    @Param('cohortId', UuidParam) cohortId: string,
    @Body() body: ConsultancyDto,
  ): Promise<ConsultancyView> {
    return this.consultancies.assign(actor, cohortId, body);
  }

  @Get('cohorts/:cohortId/consultancies')
  @ApiOperation({
    summary: 'Who advises whom, with the consultations',
    description: 'The organizer sees all, a consultant the own ones, an institution and its participants theirs.',
  })
  @ApiOkResponse({ type: ConsultancyList })
  async list(@CurrentActor() actor: Actor, @Param('cohortId', UuidParam) cohortId: string): Promise<ConsultancyList> {
    return this.queries.list(actor, cohortId);
  }

  @Get('consultancies/:id')
  @ApiOperation({ summary: 'One consultancy with its log', description: 'Problems: consultancy-not-found.' })
  @ApiOkResponse({ type: ConsultancyView })
  async get(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ConsultancyView> {
    return this.queries.get(actor, id);
  }

  @Post('consultancies/:id/sessions')
  @ApiOperation({
    summary: 'Record a consultation',
    description: 'The consultant. Problems: consultancy-not-found, only-the-consultant-reports.',
  })
  @ApiCreatedResponse({ type: ConsultancyView })
  async record(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: ConsultationDto,
  ): Promise<ConsultancyView> {
    return this.consultancies.record(actor, id, body);
  }
}
