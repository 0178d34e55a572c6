import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, IfMatch, UuidParam, type Actor } from '@app/service-kit';
import { AggregateView } from '../aggregates/aggregate.views.js';
import { ScoreSheetDto, ScoreSheetList, ScoreSheetView } from './score-sheets.dto.js';
import { ScoreSheetsService } from './score-sheets.service.js';
import { ScoresQueries } from './scores.queries.js';

@ApiTags('Scoring')
@Controller('v1')
export class ScoringController {
  constructor(
    private readonly sheets: ScoreSheetsService,
    private readonly queries: ScoresQueries,
  ) {}

  @Post('projects/:id/score-sheets')
  @ApiOperation({
    summary: 'Write the own score sheet, as a draft or submitted',
    description:
      'A chair or member of the panel. Problems: project-not-found, member-in-conflict, not-on-the-panel, ' +
      'scoring-not-open, scores-do-not-fit-rubric, score-sheet-locked, project-already-decided.',
  })
  @ApiCreatedResponse({ type: ScoreSheetView })
  async write(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: ScoreSheetDto,
  ): Promise<ScoreSheetView> {
    return this.sheets.write(actor, id, body);
  }

  @Put('score-sheets/:id')
  @ApiOperation({
    summary: 'Rewrite the own draft',
    description:
      'Its member. Problems: score-sheet-not-found, version-stale, member-in-conflict, scores-do-not-fit-rubric, ' +
      'score-sheet-locked, project-already-decided.',
  })
  @ApiOkResponse({ type: ScoreSheetView })
  async rewrite(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() version: number,
    @Body() body: ScoreSheetDto,
  ): Promise<ScoreSheetView> {
    return this.sheets.rewrite(actor, id, version, body);
  }

  @Get('projects/:id/score-sheets')
  @ApiOperation({
    summary: 'The own sheet; the others’ submitted ones after the own submission',
    description:
      'Panel and organizer. Problems: project-not-found, member-in-conflict, scores-not-open-to-you, scoring-not-open.',
  })
  @ApiOkResponse({ type: ScoreSheetList })
  async list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ScoreSheetList> {
    return { data: await this.queries.sheets(actor, id) };
  }

  @Get('projects/:id/aggregate')
  @ApiOperation({
    summary: 'What the counting sheets say together',
    description:
      'Chair, secretary and organizer; a member after the own submission. Problems: project-not-found, ' +
      'member-in-conflict, scores-not-open-to-you, own-sheet-first, scoring-not-open.',
  })
  @ApiOkResponse({ type: AggregateView })
  async aggregate(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<AggregateView> {
    return this.queries.aggregate(actor, id);
  }
}
