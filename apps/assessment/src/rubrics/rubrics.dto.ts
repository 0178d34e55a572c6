import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, IsOptional, ValidateNested } from 'class-validator';
import type { Localized } from '@app/contracts';
import { IsLocalized } from '@app/service-kit';
import { IsCode, IsPoints, LocalizedText } from '../fields.dto.js';
import type { Rubric, RubricCriterion, RubricLevel } from './rubric.js';

/** What a number of points means. */
export class RubricLevelDto implements RubricLevel {
  @ApiProperty({ minimum: 0 })
  @IsPoints(0, 1000)
  score: number;

  @ApiProperty({ type: LocalizedText })
  @IsLocalized()
  description: Localized;
}

/** One criterion of a rubric. */
export class RubricCriterionDto implements RubricCriterion {
  @ApiProperty({ example: 'relevance' })
  @IsCode()
  code: string;

  @ApiProperty({ type: LocalizedText })
  @IsLocalized()
  title: Localized;

  @ApiProperty({ description: 'Share of the whole, relative to the other weights', example: 2 })
  @IsPoints(0.0001, 1000, 4)
  weight: number;

  @ApiProperty({ description: 'Highest number of points', example: 10 })
  @IsPoints(0.01, 1000)
  maxScore: number;

  @ApiPropertyOptional({ type: [RubricLevelDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RubricLevelDto)
  levels?: RubricLevelDto[];
}

/** What a rubric says. */
export class RubricDto {
  @ApiProperty({ type: LocalizedText })
  @IsLocalized()
  title: Localized;

  @ApiProperty({ description: 'An aggregate at or above it passes', minimum: 0, maximum: 100, example: 60 })
  @IsPoints(0, 100)
  passMark: number;

  @ApiProperty({ type: [RubricCriterionDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RubricCriterionDto)
  criteria: RubricCriterionDto[];
}

/** A rubric as it is now. */
export class RubricView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) cohortId: string;
  @ApiProperty({ description: '1, 2, 3 … within the cohort: what scores and decisions name' }) rubricVersion: number;
  @ApiProperty({ enum: ['draft', 'frozen'] }) status: 'draft' | 'frozen';
  @ApiProperty({ type: LocalizedText }) title: Localized;
  @ApiProperty() passMark: number;
  @ApiProperty({ type: [RubricCriterionDto] }) criteria: RubricCriterion[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) frozenAt: Date | null;
  @ApiProperty({ description: 'For If-Match' }) version: number;

  static of(rubric: Rubric): RubricView {
    const { id, cohortId, rubricVersion, title, passMark, criteria, frozenAt, version } = rubric;
    const status = frozenAt ? 'frozen' : 'draft';
    return { id, cohortId, rubricVersion, status, title, passMark, criteria, frozenAt, version };
  }
}

/** All rubrics of a cohort. */
export class RubricList {
  @ApiProperty({ type: [RubricView] }) data: RubricView[];
}
