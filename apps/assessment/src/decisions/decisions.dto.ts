import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsInstant } from '@app/service-kit';
import { IsCode, IsText } from '../fields.dto.js';
import type { Outcome, Verdict } from './decision.js';

/** What the chair records. */
export class DecisionDto {
  @ApiProperty({ enum: ['passed', 'failed', 'revise'] })
  @IsIn(['passed', 'failed', 'revise'])
  outcome: Outcome;

  @ApiProperty({ description: 'Number of the minutes', example: 'P-2025-07' })
  @IsCode()
  protocolNumber: string;

  @ApiPropertyOptional({ maxLength: 2000, description: 'Required where the outcome contradicts the aggregate' })
  @IsOptional()
  @IsText(2000)
  deviationReason?: string;

  @ApiPropertyOptional({ maxLength: 5000 })
  @IsOptional()
  @IsText(5000)
  recommendations?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'With “revise”: until when to hand in again' })
  @IsOptional()
  @IsInstant()
  resubmitBy?: string;

  static verdict({ resubmitBy, ...said }: DecisionDto): Verdict {
    return { ...said, resubmitBy: resubmitBy ? new Date(resubmitBy) : undefined };
  }
}
