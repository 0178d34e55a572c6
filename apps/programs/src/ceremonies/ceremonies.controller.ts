import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import {
  CeremoniesList,
  CeremonyView,
  ContributionsList,
  ContributionView,
  PlanCeremonyDto,
  RecordContributionDto,
} from './ceremonies.dto.js';
import { CeremoniesService } from './ceremonies.service.js';

/** Thanks: contributions to a cohort and its ceremony. */
@ApiTags('ceremonies')
@Controller('v1')
export class CeremoniesController {
  constructor(private readonly ceremonies: CeremoniesService) {}

  @Post('cohorts/:id/contributions')
  @ApiOperation({
    summary: 'Record whom the organizer will thank',
    description:
      'Program organizer. Problems: right-missing, cohort-not-found, contributor-unclear, organization-unknown, ' +
      'contribution-already-recorded.',
  })
  @ApiCreatedResponse({ type: ContributionView })
  recordContribution(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: RecordContributionDto,
  ): Promise<ContributionView> {
    return this.ceremonies.recordContribution(actor, id, body);
  }

  @Get('cohorts/:id/contributions')
  @ApiOperation({
    summary: 'List contributions to a cohort',
    description: 'Those that the caller may see. Problems: cohort-not-found.',
  })
  @ApiOkResponse({ type: ContributionsList })
  contributions(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ContributionsList> {
    return this.ceremonies.contributions(actor, id);
  }

  @Post('cohorts/:id/ceremonies')
  @ApiOperation({
    summary: 'Plan a ceremony',
    description: 'Program organizer. Problems: right-missing, cohort-not-found, presenter-unclear.',
  })
  @ApiCreatedResponse({ type: CeremonyView })
  plan(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { venue, ...body }: PlanCeremonyDto,
  ): Promise<CeremonyView> {
    return this.ceremonies.plan(actor, id, { ...body, venue: venue ?? null });
  }

  @Get('cohorts/:id/ceremonies')
  @ApiOperation({ summary: 'List the ceremonies of a cohort', description: 'Problems: cohort-not-found.' })
  @ApiOkResponse({ type: CeremoniesList })
  list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<CeremoniesList> {
    return this.ceremonies.list(actor, id);
  }

  @Get('ceremonies/:id')
  @ApiOperation({ summary: 'Show a ceremony', description: 'Problems: ceremony-not-found.' })
  @ApiOkResponse({ type: CeremonyView })
  one(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<CeremonyView> {
    return this.ceremonies.one(actor, id);
  }

  @Post('ceremonies/:id/holding')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Record that a ceremony took place',
    description:
      'Program organizer. Problems: right-missing, ceremony-not-found, ceremony-not-begun, ceremony-already-held.',
  })
  @ApiOkResponse({ type: CeremonyView })
  hold(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<CeremonyView> {
    return this.ceremonies.hold(actor, id);
  }
}
