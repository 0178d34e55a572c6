import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import { ProjectView } from '../projects/projects.views.js';
import { SubmissionDto, VersionList } from './submissions.dto.js';
import { SubmissionsService } from './submissions.service.js';

@ApiTags('Projects')
@Controller('v1/projects/:id/versions')
export class SubmissionsController {
  constructor(private readonly submissions: SubmissionsService) {}

  @Post()
  @ApiOperation({
    summary: 'Hand a version in',
    description:
      'One of its authors. Problems: project-not-found, not-an-author, project-deadline-passed, ' +
      'scoring-already-open, project-already-decided.',
  })
  @ApiCreatedResponse({ type: ProjectView })
  async submit(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: SubmissionDto,
  ): Promise<ProjectView> {
    return this.submissions.submit(actor, id, body);
  }

  @Get()
  @ApiOperation({ summary: 'Every submitted version', description: 'Problems: project-not-found.' })
  @ApiOkResponse({ type: VersionList })
  async list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<VersionList> {
    return { data: await this.submissions.list(actor, id) };
  }
}
