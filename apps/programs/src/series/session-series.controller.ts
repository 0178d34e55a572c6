import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import { SessionsList } from '../sessions/session.view.js';
import {
  MakeSessionsDto,
  OccurrencesList,
  OccurrencesQuery,
  planOf,
  PlanSeriesDto,
  SessionSeriesList,
  SessionSeriesView,
} from './session-series.dto.js';
import { SessionSeriesQueries } from './session-series.queries.js';
import { SessionSeriesService } from './session-series.service.js';

/** Series of sessions: meetings that come back every week. */
@ApiTags('session-series')
@Controller('v1')
export class SessionSeriesController {
  constructor(
    private readonly series: SessionSeriesService,
    private readonly queries: SessionSeriesQueries,
  ) {}

  @Post('cohorts/:id/session-series')
  @ApiOperation({
    summary: 'Plan a series of sessions',
    description:
      'Program organizer. Problems: right-missing, cohort-not-found, cohort-not-in-status, series-rule-not-supported, ' +
      'series-first-outside-rule, session-outside-days, ends-before-it-begins.',
  })
  @ApiCreatedResponse({ type: SessionSeriesView })
  plan(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: PlanSeriesDto,
  ): Promise<SessionSeriesView> {
    return this.series.plan(actor, id, planOf(body));
  }

  @Get('cohorts/:id/session-series')
  @ApiOperation({ summary: 'List the series of a cohort', description: 'Problems: cohort-not-found.' })
  @ApiOkResponse({ type: SessionSeriesList })
  list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<SessionSeriesList> {
    return this.queries.list(actor, id);
  }

  @Get('session-series/:id')
  @ApiOperation({ summary: 'Show a series', description: 'Problems: session-series-not-found.' })
  @ApiOkResponse({ type: SessionSeriesView })
  one(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<SessionSeriesView> {
    return this.queries.one(actor, id);
  }

  @Get('session-series/:id/occurrences')
  @ApiOperation({
    summary: 'List the occurrences of a series',
    description:
      'At most 400. Problems: session-series-not-found, series-without-end, series-window-too-long, ' +
      'ends-before-it-begins.',
  })
  @ApiOkResponse({ type: OccurrencesList })
  occurrences(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() window: OccurrencesQuery,
  ): Promise<OccurrencesList> {
    return this.queries.occurrences(actor, id, window);
  }

  @Post('session-series/:id/sessions')
  @ApiOperation({
    summary: 'Make sessions of the occurrences up to a day',
    description:
      'Each becomes a session once; answers all sessions of these days, at most 400. Program organizer. ' +
      'Problems: right-missing, session-series-not-found, cohort-not-in-status, series-window-too-long, ' +
      'session-outside-days, ends-before-it-begins.',
  })
  @ApiCreatedResponse({ type: SessionsList })
  makeSessions(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() window: MakeSessionsDto,
  ): Promise<SessionsList> {
    return this.series.makeSessions(actor, id, window);
  }
}
