import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, IfMatch, UuidParam, type Actor } from '@app/service-kit';
import { modulePlanOf, ModulesList, ModuleView, ScheduleModuleDto } from './modules.dto.js';
import { ModulesService } from './modules.service.js';

type ModuleAnswer = ModulesList['data'][number];
const PROBLEMS =
  'Program organizer. Problems: right-missing, cohort-not-found, cohort-not-in-status, organization-unknown, ' +
  'module-number-taken, module-outside-cohort, ends-before-it-begins';

/** Modules of cohorts. */
@ApiTags('modules')
@Controller('v1')
export class ModulesController {
  constructor(private readonly modules: ModulesService) {}

  @Post('cohorts/:id/modules')
  @ApiOperation({ summary: 'Schedule a module', description: `${PROBLEMS}.` })
  @ApiCreatedResponse({ type: ModuleView })
  schedule(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: ScheduleModuleDto,
  ): Promise<ModuleAnswer> {
    return this.modules.schedule(actor, id, modulePlanOf(body));
  }

  @Get('cohorts/:id/modules')
  @ApiOperation({ summary: 'List the modules of a cohort', description: 'Anybody who is signed in.' })
  @ApiOkResponse({ type: ModulesList })
  list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ModulesList> {
    return this.modules.list(actor, id);
  }

  @Put('modules/:id')
  @ApiOperation({
    summary: 'Replace what is said about a module',
    description: `${PROBLEMS}, module-not-found, version-stale.`,
  })
  @ApiOkResponse({ type: ModuleView })
  revise(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() version: number,
    @Body() body: ScheduleModuleDto,
  ): Promise<ModuleAnswer> {
    return this.modules.revise(actor, id, version, modulePlanOf(body));
  }
}
