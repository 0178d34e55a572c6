import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, IfMatch, UuidParam, type Actor } from '@app/service-kit';
import { ModulesList, ModuleView } from './module.view.js';
import { planOf, ScheduleModuleDto } from './modules.dto.js';
import { ModulesService } from './modules.service.js';

const PROBLEMS =
  'Program organizer. Problems: right-missing, cohort-not-in-status, organization-unknown, module-number-taken, ' +
  'module-outside-cohort, ends-before-it-begins';

/** Modules of cohorts. */
@ApiTags('modules')
@Controller('v1')
export class ModulesController {
  constructor(private readonly modules: ModulesService) {}

  @Post('cohorts/:id/modules')
  @ApiOperation({ summary: 'Schedule a module', description: `${PROBLEMS}, cohort-not-found.` })
  @ApiCreatedResponse({ type: ModuleView })
  schedule(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: ScheduleModuleDto,
  ): Promise<ModuleView> {
    return this.modules.schedule(actor, id, planOf(body));
  }

  @Get('cohorts/:id/modules')
  @ApiOperation({ summary: 'List the modules of a cohort', description: 'Problems: cohort-not-found.' })
  @ApiOkResponse({ type: ModulesList })
  list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ModulesList> {
    return this.modules.list(actor, id);
  }

  @Get('modules/:id')
  @ApiOperation({ summary: 'Show a module', description: 'Problems: module-not-found.' })
  @ApiOkResponse({ type: ModuleView })
  one(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ModuleView> {
    return this.modules.one(actor, id);
  }

  @Put('modules/:id')
  @ApiOperation({
    summary: 'Replace what is said about a module',
    description: `${PROBLEMS}, module-not-found, version-stale, scheduled-outside-days.`,
  })
  @ApiOkResponse({ type: ModuleView })
  revise(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() version: number,
    @Body() body: ScheduleModuleDto,
  ): Promise<ModuleView> {
    return this.modules.revise(actor, id, version, planOf(body));
  }
}
