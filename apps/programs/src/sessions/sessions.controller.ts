import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, IfMatch, UuidParam, type Actor } from '@app/service-kit';
import { SessionsList, SessionView } from './session.view.js';
import {
  CancelSessionDto,
  planOf,
  RescheduleSessionDto,
  ScheduleSessionDto,
  SessionContentDto,
} from './sessions.dto.js';
import { SessionsQueries } from './sessions.queries.js';
import { SessionsService } from './sessions.service.js';

const ACT_PROBLEMS = 'Program organizer. Problems: right-missing, session-not-found, session-not-scheduled';

/** Sessions of cohorts: the calendar. */
@ApiTags('sessions')
@Controller('v1')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly queries: SessionsQueries,
  ) {}

  @Post('cohorts/:id/sessions')
  @ApiOperation({
    summary: 'Schedule a session',
    description:
      'Program organizer. Problems: right-missing, cohort-not-found, module-not-found, cohort-not-in-status, ' +
      'session-number-taken, session-outside-days, ends-before-it-begins, speaker-unclear.',
  })
  @ApiCreatedResponse({ type: SessionView })
  schedule(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: ScheduleSessionDto,
  ): Promise<SessionView> {
    return this.sessions.schedule(actor, id, body.moduleId ?? null, planOf(body));
  }

  @Get('cohorts/:id/sessions')
  @ApiOperation({ summary: 'List the sessions of a cohort', description: 'Problems: cohort-not-found.' })
  @ApiOkResponse({ type: SessionsList })
  list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<SessionsList> {
    return this.queries.list(actor, id);
  }

  @Get('sessions/:id')
  @ApiOperation({ summary: 'Show a session', description: 'Problems: session-not-found.' })
  @ApiOkResponse({ type: SessionView })
  one(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<SessionView> {
    return this.queries.one(actor, id);
  }

  @Put('sessions/:id/content')
  @ApiOperation({
    summary: 'Say who speaks at a session and what about',
    description: `${ACT_PROBLEMS}, version-stale, speaker-unclear.`,
  })
  @ApiOkResponse({ type: SessionView })
  fill(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() version: number,
    @Body() { speakers, agenda, materials }: SessionContentDto,
  ): Promise<SessionView> {
    return this.sessions.fill(actor, id, version, { speakers, agenda, materials });
  }

  @Post('sessions/:id/rescheduling')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Move a session or switch its mode',
    description: `${ACT_PROBLEMS}, version-stale, session-outside-days, ends-before-it-begins.`,
  })
  @ApiOkResponse({ type: SessionView })
  reschedule(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() version: number,
    @Body() body: RescheduleSessionDto,
  ): Promise<SessionView> {
    return this.sessions.reschedule(actor, id, version, body);
  }

  @Post('sessions/:id/holding')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Record that a session took place',
    description: `${ACT_PROBLEMS}, session-not-begun, cohort-not-in-status.`,
  })
  @ApiOkResponse({ type: SessionView })
  hold(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<SessionView> {
    return this.sessions.hold(actor, id);
  }

  @Post('sessions/:id/cancellation')
  @HttpCode(200)
  @ApiOperation({ summary: 'Cancel a session', description: `${ACT_PROBLEMS}.` })
  @ApiOkResponse({ type: SessionView })
  cancel(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { reason }: CancelSessionDto,
  ): Promise<SessionView> {
    return this.sessions.cancel(actor, id, reason);
  }
}
