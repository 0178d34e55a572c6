import { ApiProperty } from '@nestjs/swagger';
import type { Aggregate, CriterionAggregate } from './aggregate.js';

/** One criterion over all sheets. */
export class CriterionAggregateView implements CriterionAggregate {
  @ApiProperty() code: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Mean of the points' }) mean: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Highest minus lowest points' }) spread: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'The mean from 0 to 100' }) score: number | null;
}

/** What the counting sheets of a project say together. */
export class AggregateView implements Aggregate {
  @ApiProperty({ description: 'Submitted sheets of members without a conflict' }) sheets: number;
  @ApiProperty({ description: 'Sheets that a decision needs' }) sheetsNeeded: number;
  @ApiProperty({ type: [CriterionAggregateView] }) perCriterion: CriterionAggregate[];
  @ApiProperty({ type: Number, nullable: true, description: 'From 0 to 100, two decimals, half up' }) score:
    number | null;
  @ApiProperty() passMark: number;
  @ApiProperty() rubricVersion: number;
}
