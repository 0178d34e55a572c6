import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import { ProjectDto, ProjectsQuery } from './projects.dto.js';
import { ProjectsQueries } from './projects.queries.js';
import { ProjectsService } from './projects.service.js';
import { ProjectPage, ProjectView } from './projects.views.js';

@ApiTags('Projects')
@Controller('v1/projects')
export class ProjectsController {
  constructor(
    private readonly projects: ProjectsService,
    private readonly queries: ProjectsQueries,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Begin a project or strategy for a task',
    description:
      'One of its authors. Problems: task-not-found, not-an-author, participant-of-another-cohort, ' +
      'participant-has-withdrawn, participant-has-project, authors-of-different-institutions (strategies), ' +
      'institution-has-strategy, not-known-yet.',
  })
  @ApiCreatedResponse({ type: ProjectView })
  async begin(@CurrentActor() actor: Actor, @Body() body: ProjectDto): Promise<ProjectView> {
    return this.projects.begin(actor, body);
  }

  @Get()
  @ApiOperation({
    summary: 'Projects that the caller may see',
    description:
      'Own ones, those of an own organization, of the organizer, and those before the caller’s panel unless the ' +
      'caller has a conflict of interest. Problems: cursor-malformed.',
  })
  @ApiOkResponse({ type: ProjectPage })
  async list(@CurrentActor() actor: Actor, @Query() query: ProjectsQuery): Promise<ProjectPage> {
    return this.queries.list(actor, query);
  }

  @Get(':id')
  @ApiOperation({
    summary: 'One project with its last version and its last decision',
    description: 'Problems: project-not-found.',
  })
  @ApiOkResponse({ type: ProjectView })
  async get(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ProjectView> {
    return this.queries.get(actor, id);
  }
}
