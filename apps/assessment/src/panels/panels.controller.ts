import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import { PanelDto, PanelsQuery } from './panels.dto.js';
import { PanelsQueries } from './panels.queries.js';
import { PanelsService } from './panels.service.js';
import { PanelPage, PanelView } from './panels.views.js';

@ApiTags('Panels')
@Controller('v1')
export class PanelsController {
  constructor(
    private readonly panels: PanelsService,
    private readonly queries: PanelsQueries,
  ) {}

  @Post('cohorts/:cohortId/panels')
  @ApiOperation({
    summary: 'Appoint a panel (projects) or a commission (strategies)',
    description:
      'Program organizer. Problems: right-missing, rubric-not-found, rubric-of-another-cohort, ' +
      'panel-composition-invalid, member-not-from-partner, not-known-yet.',
  })
  @ApiCreatedResponse({ type: PanelView })
  async appoint(
    @CurrentActor() actor: Actor,
    @Param('cohortId', UuidParam) cohortId: string,
    @Body() body: PanelDto,
  ): Promise<PanelView> {
    return this.panels.appoint(actor, cohortId, body);
  }

  @Get('panels')
  @ApiOperation({ summary: 'Panels that the caller may see', description: 'Problems: cursor-malformed.' })
  @ApiOkResponse({ type: PanelPage })
  async list(@CurrentActor() actor: Actor, @Query() query: PanelsQuery): Promise<PanelPage> {
    return this.queries.list(actor, query);
  }

  @Get('panels/:id')
  @ApiOperation({
    summary: 'One panel with its seats, timetable and conflicts',
    description: 'A member sees nothing of projects that the member is in conflict with. Problems: panel-not-found.',
  })
  @ApiOkResponse({ type: PanelView })
  async get(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PanelView> {
    return this.queries.get(actor, id);
  }
}
