import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, PageQuery, UuidParam, type Actor } from '@app/service-kit';
import { FiguresQueries } from './figures.queries.js';
import { FiguresView, ProgressPage } from './progress.dto.js';
import { ProgressQueries } from './progress.queries.js';

/** How a cohort goes: for its organizer, the ministry, nominating organizations and the participants themselves. */
@ApiTags('progress')
@Controller('v1/cohorts/:id')
export class ProgressController {
  constructor(
    private readonly progress: ProgressQueries,
    private readonly figures: FiguresQueries,
  ) {}

  @Get('progress')
  @ApiOperation({
    summary: 'List how the participants of a cohort stand',
    description: 'Everybody sees the participants they may see. Problems: cohort-not-found, cursor-malformed.',
  })
  @ApiOkResponse({ type: ProgressPage })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() query: PageQuery,
  ): Promise<ProgressPage> {
    return this.progress.list(actor, id, query);
  }

  @Get('figures')
  @ApiOperation({
    summary: 'Show the numbers of a cohort',
    description: 'Counted over the rows that the caller may see. Problems: cohort-not-found.',
  })
  @ApiOkResponse({ type: FiguresView })
  numbers(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<FiguresView> {
    return this.figures.of(actor, id);
  }
}
