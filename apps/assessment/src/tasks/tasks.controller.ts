import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import { TaskDto, TaskList, TaskView } from './tasks.dto.js';
import { TasksService } from './tasks.service.js';

@ApiTags('Tasks')
@Controller('v1')
export class TasksController {
  constructor(private readonly tasks: TasksService) {}

  @Post('cohorts/:cohortId/tasks')
  @ApiOperation({
    summary: 'Ask the participants of a cohort for projects or strategies',
    description: 'Program organizer. Problems: right-missing, not-known-yet.',
  })
  @ApiCreatedResponse({ type: TaskView })
  async set(
    @CurrentActor() actor: Actor,
    @Param('cohortId', UuidParam) cohortId: string,
    @Body() body: TaskDto,
  ): Promise<TaskView> {
    return this.tasks.set(actor, cohortId, body);
  }

  @Get('cohorts/:cohortId/tasks')
  @ApiOperation({ summary: 'The tasks of a cohort' })
  @ApiOkResponse({ type: TaskList })
  async list(@CurrentActor() actor: Actor, @Param('cohortId', UuidParam) cohortId: string): Promise<TaskList> {
    return { data: await this.tasks.list(actor, cohortId) };
  }

  @Get('tasks/:id')
  @ApiOperation({ summary: 'One task', description: 'Problems: task-not-found.' })
  @ApiOkResponse({ type: TaskView })
  async get(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<TaskView> {
    return this.tasks.get(actor, id);
  }
}
