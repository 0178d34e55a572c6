import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, IfMatch, UuidParam, type Actor } from '@app/service-kit';
import { CohortsPage, CohortView } from './cohort.view.js';
import { CohortsQuery, PlanCohortDto, planOf } from './cohorts.dto.js';
import { CohortsQueries } from './cohorts.queries.js';
import { CohortsService } from './cohorts.service.js';

const ACT_PROBLEMS = 'Program organizer. Problems: right-missing, cohort-not-found, cohort-not-in-status';

/** Runs of programs. */
@ApiTags('cohorts')
@Controller('v1')
export class CohortsController {
  constructor(
    private readonly cohorts: CohortsService,
    private readonly queries: CohortsQueries,
  ) {}

  @Post('programs/:id/cohorts')
  @ApiOperation({
    summary: 'Plan a cohort',
    description:
      'Program organizer. Problems: right-missing, program-not-found, organization-unknown, cohort-code-taken, ' +
      'ends-before-it-begins, completion-rule-missing, document-policy-twice.',
  })
  @ApiCreatedResponse({ type: CohortView })
  plan(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: PlanCohortDto,
  ): Promise<CohortView> {
    return this.cohorts.plan(actor, id, planOf(body));
  }

  @Get('cohorts')
  @ApiOperation({ summary: 'List cohorts, the newest first', description: 'Anybody who is signed in.' })
  @ApiOkResponse({ type: CohortsPage })
  list(@CurrentActor() actor: Actor, @Query() query: CohortsQuery): Promise<CohortsPage> {
    return this.queries.list(actor, query);
  }

  @Get('cohorts/:id')
  @ApiOperation({ summary: 'Show a cohort', description: 'Problems: cohort-not-found.' })
  @ApiOkResponse({ type: CohortView })
  one(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<CohortView> {
    return this.queries.one(actor, id);
  }

  @Put('cohorts/:id')
  @ApiOperation({
    summary: 'Replace the plan of a cohort that does not run yet',
    description:
      `${ACT_PROBLEMS}, version-stale, organization-unknown, cohort-code-taken, ends-before-it-begins, ` +
      'completion-rule-missing, document-policy-twice, scheduled-outside-days.',
  })
  @ApiOkResponse({ type: CohortView })
  revise(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() version: number,
    @Body() body: PlanCohortDto,
  ): Promise<CohortView> {
    return this.cohorts.revise(actor, id, version, planOf(body));
  }

  @Post('cohorts/:id/opening')
  @HttpCode(200)
  @ApiOperation({ summary: 'Invite nominations', description: `${ACT_PROBLEMS}.` })
  @ApiOkResponse({ type: CohortView })
  open(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<CohortView> {
    return this.cohorts.open(actor, id);
  }

  @Post('cohorts/:id/start')
  @HttpCode(200)
  @ApiOperation({ summary: 'Begin delivery', description: `${ACT_PROBLEMS}.` })
  @ApiOkResponse({ type: CohortView })
  start(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<CohortView> {
    return this.cohorts.start(actor, id);
  }

  @Post('cohorts/:id/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Suspend a running cohort', description: `${ACT_PROBLEMS}.` })
  @ApiOkResponse({ type: CohortView })
  pause(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<CohortView> {
    return this.cohorts.pause(actor, id);
  }

  @Post('cohorts/:id/resumption')
  @HttpCode(200)
  @ApiOperation({ summary: 'Go on after a pause', description: `${ACT_PROBLEMS}.` })
  @ApiOkResponse({ type: CohortView })
  resume(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<CohortView> {
    return this.cohorts.resume(actor, id);
  }

  @Post('cohorts/:id/conclusion')
  @HttpCode(200)
  @ApiOperation({ summary: 'End delivery', description: `${ACT_PROBLEMS}, sessions-outstanding.` })
  @ApiOkResponse({ type: CohortView })
  conclude(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<CohortView> {
    return this.cohorts.conclude(actor, id);
  }
}
