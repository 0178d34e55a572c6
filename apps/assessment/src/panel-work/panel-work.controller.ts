import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import { PanelView } from '../panels/panels.views.js';
import { ProjectItem } from '../projects/projects.views.js';
import { ActingChairsService } from './acting-chairs.service.js';
import { AssignmentsService } from './assignments.service.js';
import { ActingChairDto, AssignmentDto } from './panel-work.dto.js';
import { ScoringOpeningService } from './scoring-opening.service.js';

@ApiTags('Panels')
@Controller('v1')
export class PanelWorkController {
  constructor(
    private readonly assignments: AssignmentsService,
    private readonly openings: ScoringOpeningService,
    private readonly actingChairs: ActingChairsService,
  ) {}

  @Post('panels/:id/projects')
  @ApiOperation({
    summary: 'Put projects into the panel’s timetable, in this order',
    description:
      'Program organizer. Conflicts of interest are found and recorded. Problems: panel-not-found, right-missing, ' +
      'project-not-found, project-not-for-this-panel, project-already-assigned, project-not-submitted.',
  })
  @ApiCreatedResponse({ type: PanelView })
  async assign(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: AssignmentDto,
  ): Promise<PanelView> {
    return this.assignments.assign(actor, id, body.projectIds);
  }

  @Post('panels/:id/scoring')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Open scoring: the rubric is frozen, members may score',
    description:
      'Program organizer without a conflict on this panel. Problems: panel-not-found, right-missing, ' +
      'member-in-conflict, panel-without-projects, scoring-already-open.',
  })
  @ApiOkResponse({ type: PanelView })
  async openScoring(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PanelView> {
    return this.openings.open(actor, id);
  }

  @Post('projects/:id/acting-chair')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Let a member decide on a project instead of a chair in conflict',
    description:
      'Program organizer. Problems: project-not-found, right-missing, chair-not-in-conflict, not-on-the-panel, ' +
      'member-in-conflict, project-already-decided.',
  })
  @ApiOkResponse({ type: ProjectItem })
  async appointActingChair(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: ActingChairDto,
  ): Promise<ProjectItem> {
    return this.actingChairs.appoint(actor, id, body.personId);
  }
}
