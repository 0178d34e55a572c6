import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, IfMatch, UuidParam, type Actor } from '@app/service-kit';
import { RubricDto, RubricList, RubricView } from './rubrics.dto.js';
import { RubricsService } from './rubrics.service.js';

@ApiTags('Rubrics')
@Controller('v1')
export class RubricsController {
  constructor(private readonly rubrics: RubricsService) {}

  @Post('cohorts/:cohortId/rubrics')
  @ApiOperation({
    summary: 'Draft the next version of a cohort’s rubric',
    description: 'Program organizer. Problems: right-missing, rubric-criteria-invalid, not-known-yet.',
  })
  @ApiCreatedResponse({ type: RubricView })
  async draft(
    @CurrentActor() actor: Actor,
    @Param('cohortId', UuidParam) cohortId: string,
    @Body() body: RubricDto,
  ): Promise<RubricView> {
    return this.rubrics.draft(actor, cohortId, body);
  }

  @Get('cohorts/:cohortId/rubrics')
  @ApiOperation({ summary: 'All versions of a cohort’s rubric, the newest first' })
  @ApiOkResponse({ type: RubricList })
  async list(@CurrentActor() actor: Actor, @Param('cohortId', UuidParam) cohortId: string): Promise<RubricList> {
    return { data: await this.rubrics.list(actor, cohortId) };
  }

  @Get('rubrics/:id')
  @ApiOperation({ summary: 'One rubric', description: 'Problems: rubric-not-found.' })
  @ApiOkResponse({ type: RubricView })
  async get(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<RubricView> {
    return this.rubrics.get(actor, id);
  }

  @Put('rubrics/:id')
  @ApiOperation({
    summary: 'Rewrite a draft',
    description:
      'Program organizer. Problems: rubric-not-found, right-missing, version-stale, rubric-frozen, rubric-criteria-invalid.',
  })
  @ApiOkResponse({ type: RubricView })
  async rewrite(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() version: number,
    @Body() body: RubricDto,
  ): Promise<RubricView> {
    return this.rubrics.rewrite(actor, id, version, body);
  }
}
