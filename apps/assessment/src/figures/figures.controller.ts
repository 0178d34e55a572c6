import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import { FiguresQueries } from './figures.queries.js';
import { FiguresView } from './figures.views.js';

@ApiTags('Figures')
@Controller('v1/cohorts/:id/figures')
export class FiguresController {
  constructor(private readonly figures: FiguresQueries) {}

  @Get()
  @ApiOperation({ summary: 'Counts of a cohort, of what the caller may see' })
  @ApiOkResponse({ type: FiguresView })
  async ofCohort(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<FiguresView> {
    return this.figures.ofCohort(actor, id);
  }
}
