import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import {
  ReflectionAnswerDto,
  ReflectionAnswerList,
  ReflectionDto,
  ReflectionList,
  ReflectionReceipt,
  ReflectionView,
} from './reflections.dto.js';
import { ReflectionsQueries } from './reflections.queries.js';
import { ReflectionsService } from './reflections.service.js';

@ApiTags('Reflections')
@Controller('v1')
export class ReflectionsController {
  constructor(
    private readonly reflections: ReflectionsService,
    private readonly queries: ReflectionsQueries,
  ) {}

  @Post('cohorts/:cohortId/reflections')
  @ApiOperation({
    summary: 'Ask the participants to reflect',
    description: 'Program organizer. Problems: right-missing, session-of-another-cohort, not-known-yet.',
  })
  @ApiCreatedResponse({ type: ReflectionView })
  async ask(
    @CurrentActor() actor: Actor,
    @Param('cohortId', UuidParam) cohortId: string,
    @Body() body: ReflectionDto,
  ): Promise<ReflectionView> {
    return this.reflections.ask(actor, cohortId, body);
  }

  @Get('cohorts/:cohortId/reflections')
  @ApiOperation({ summary: 'The reflections of a cohort, with how many have answered' })
  @ApiOkResponse({ type: ReflectionList })
  async list(@CurrentActor() actor: Actor, @Param('cohortId', UuidParam) cohortId: string): Promise<ReflectionList> {
    return { data: await this.queries.list(actor, cohortId) };
  }

  @Get('reflections/:id')
  @ApiOperation({ summary: 'One reflection', description: 'Problems: reflection-not-found.' })
  @ApiOkResponse({ type: ReflectionView })
  async get(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ReflectionView> {
    return this.queries.get(actor, id);
  }

  @Post('reflections/:id/answers')
  @ApiOperation({
    summary: 'Answer for oneself, and say who may read it',
    description:
      'A participant of the cohort, once. `private`: nobody else; `facilitator`: the organizer; `group`: the own ' +
      'exercise group of that session, without the organizer; `shared`: all participants and the organizer. ' +
      'Problems: reflection-not-found, not-a-participant, reflection-already-answered, no-exercise-group.',
  })
  @ApiCreatedResponse({ type: ReflectionReceipt })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: ReflectionAnswerDto,
  ): Promise<ReflectionReceipt> {
    return this.reflections.answer(actor, id, body);
  }

  @Get('reflections/:id/answers')
  @ApiOperation({
    summary: 'The answers that the caller may read',
    description: 'The own one, and others’ by their visibility. Problems: reflection-not-found.',
  })
  @ApiOkResponse({ type: ReflectionAnswerList })
  async answers(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ReflectionAnswerList> {
    return this.queries.answers(actor, id);
  }
}
