import { ApiProperty } from '@nestjs/swagger';
import { CriterionAggregateView } from '../aggregates/aggregate.views.js';
import type { CriterionAggregate } from '../aggregates/aggregate.js';
import type { Decision, Outcome } from './decision.js';

/** A decision as it was recorded, with the aggregate it was taken with. */
export class DecisionView {
  @ApiProperty({ format: 'uuid' }) projectId: string;
  @ApiProperty() attempt: number;
  @ApiProperty({ enum: ['passed', 'failed', 'revise'] }) outcome: Outcome;
  @ApiProperty({ description: 'From 0 to 100' }) score: number;
  @ApiProperty() passMark: number;
  @ApiProperty({ description: 'How many sheets counted' }) sheets: number;
  @ApiProperty({ type: [CriterionAggregateView] }) criteria: CriterionAggregate[];
  @ApiProperty() rubricVersion: number;
  @ApiProperty() protocolNumber: string;
  @ApiProperty({ type: String, nullable: true }) deviationReason: string | null;
  @ApiProperty({ type: String, nullable: true }) recommendations: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) resubmitBy: Date | null;
  @ApiProperty({ format: 'uuid' }) decidedBy: string;
  @ApiProperty({ type: String, format: 'date-time' }) decidedAt: Date;

  static of(decision: Decision): DecisionView {
    const { projectId, attempt, outcome, score, passMark, sheets, criteria, rubricVersion } = decision;
    const { protocolNumber, deviationReason, recommendations, resubmitBy, decidedBy, decidedAt } = decision;
    const result = { projectId, attempt, outcome, score, passMark, sheets, criteria, rubricVersion };
    return { ...result, protocolNumber, deviationReason, recommendations, resubmitBy, decidedBy, decidedAt };
  }
}
