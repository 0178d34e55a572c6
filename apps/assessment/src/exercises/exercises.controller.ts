import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import { ExerciseDto, GroupAnswerDto, LeaderDto } from './exercises.dto.js';
import { ExercisesQueries } from './exercises.queries.js';
import { ExercisesService } from './exercises.service.js';
import { ExerciseGroupView, ExerciseList, ExerciseView } from './exercises.views.js';

@ApiTags('Exercises')
@Controller('v1')
export class ExercisesController {
  constructor(
    private readonly exercises: ExercisesService,
    private readonly queries: ExercisesQueries,
  ) {}

  @Post('cohorts/:cohortId/exercises')
  @ApiOperation({
    summary: 'Set a group exercise for a session',
    description:
      'Program organizer. Problems: right-missing, session-of-another-cohort, exercise-groups-invalid, not-known-yet.',
  })
  @ApiCreatedResponse({ type: ExerciseView })
  async set(
    @CurrentActor() actor: Actor,
    @Param('cohortId', UuidParam) cohortId: string,
    @Body() body: ExerciseDto,
  ): Promise<ExerciseView> {
    return this.exercises.set(actor, cohortId, body);
  }

  @Get('cohorts/:cohortId/exercises')
  @ApiOperation({
    summary: 'The exercises of a cohort, with what its groups presented',
    description: 'For the organizer and everybody who takes part in the cohort.',
  })
  @ApiOkResponse({ type: ExerciseList })
  async list(@CurrentActor() actor: Actor, @Param('cohortId', UuidParam) cohortId: string): Promise<ExerciseList> {
    return this.queries.list(actor, cohortId);
  }

  @Get('exercises/:id')
  @ApiOperation({ summary: 'One exercise with its groups', description: 'Problems: exercise-not-found.' })
  @ApiOkResponse({ type: ExerciseView })
  async get(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ExerciseView> {
    return this.queries.get(actor, id);
  }

  @Post('exercise-groups/:id/leader')
  @ApiOperation({
    summary: 'Record whom the group elected as its leader',
    description:
      'Any member of the group, once. Problems: exercise-group-not-found, not-in-the-group, leader-already-elected, ' +
      'leader-not-of-the-group.',
  })
  @ApiCreatedResponse({ type: ExerciseGroupView })
  async elect(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: LeaderDto,
  ): Promise<ExerciseGroupView> {
    return this.exercises.elect(actor, id, body.participantId);
  }

  @Post('exercise-groups/:id/answer')
  @ApiOperation({
    summary: 'Record what the group presents',
    description:
      'The elected leader, once. Problems: exercise-group-not-found, leader-not-elected, only-the-leader-answers, ' +
      'exercise-already-answered.',
  })
  @ApiCreatedResponse({ type: ExerciseGroupView })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: GroupAnswerDto,
  ): Promise<ExerciseGroupView> {
    return this.exercises.answer(actor, id, body.text);
  }
}
