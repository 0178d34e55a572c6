import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsObject, IsOptional, ValidateNested } from 'class-validator';
import { IsCode, IsPoints, IsText } from '../fields.dto.js';
import type { CriterionScore } from '../aggregates/aggregate.js';
import type { ScoreSheet } from './score-sheet.js';

/** Points for one criterion. */
export class CriterionScoreDto implements CriterionScore {
  @ApiProperty({ example: 'relevance' })
  @IsCode()
  criterion: string;

  @ApiProperty({ description: 'From 0 to the maximum of the criterion, at most two decimals', example: 8.5 })
  @IsPoints(0, 1000)
  score: number;

  @ApiPropertyOptional({ maxLength: 2000 })
  @IsOptional()
  @IsText(2000)
  comment?: string;
}

/** What a member writes on the own sheet. */
export class ScoreSheetDto {
  @ApiProperty({ type: [CriterionScoreDto], description: 'Every criterion exactly once; a draft may lack some' })
  @IsArray()
  @ArrayMaxSize(50)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => CriterionScoreDto)
  scores: CriterionScoreDto[];

  @ApiPropertyOptional({ maxLength: 5000 })
  @IsOptional()
  @IsText(5000)
  comment?: string;

  @ApiPropertyOptional({ default: false, description: 'Locks the sheet' })
  @IsOptional()
  @IsBoolean()
  submit?: boolean;
}

/** A score sheet as it is now. */
export class ScoreSheetView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) projectId: string;
  @ApiProperty() attempt: number;
  @ApiProperty({ format: 'uuid' }) panelId: string;
  @ApiProperty({ format: 'uuid' }) memberId: string;
  @ApiProperty({ enum: ['draft', 'submitted'] }) status: 'draft' | 'submitted';
  @ApiProperty() rubricVersion: number;
  @ApiProperty({ type: [CriterionScoreDto] }) scores: CriterionScore[];
  @ApiProperty({ type: String, nullable: true }) comment: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) submittedAt: Date | null;
  @ApiProperty() version: number;

  static of(sheet: ScoreSheet): ScoreSheetView {
    const { id, projectId, attempt, panelId, memberId, rubricVersion, scores, comment, submittedAt, version } = sheet;
    const status = submittedAt ? 'submitted' : 'draft';
    return { id, projectId, attempt, panelId, memberId, status, rubricVersion, scores, comment, submittedAt, version };
  }
}

/** Score sheets that the caller may see. */
export class ScoreSheetList {
  @ApiProperty({ type: [ScoreSheetView] }) data: ScoreSheetView[];
}
