import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import { CohortFigures } from './figures.dto.js';
import { FiguresQueries } from './figures.queries.js';

/** Counts of a cohort. */
@ApiTags('figures')
@Controller('v1/cohorts/:id/figures')
export class FiguresController {
  constructor(private readonly figures: FiguresQueries) {}

  @Get()
  @ApiOperation({ summary: 'Count what was delivered', description: 'Problems: cohort-not-found.' })
  @ApiOkResponse({ type: CohortFigures })
  ofCohort(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<CohortFigures> {
    return this.figures.ofCohort(actor, id);
  }
}
