import { ApiProperty } from '@nestjs/swagger';

/** Counts of a cohort, of what the caller may see. */
export class FiguresView {
  @ApiProperty() projects: number;
  @ApiProperty({ description: 'Handed in at least once' }) submitted: number;
  @ApiProperty({ description: 'Decided at least once' }) evaluated: number;
  @ApiProperty({ description: 'By the last decision' }) passed: number;
  @ApiProperty({ description: 'By the last decision' }) failed: number;
  @ApiProperty({ description: 'By the last decision' }) revise: number;
  @ApiProperty({ description: 'Strategies among the projects' }) strategies: number;
  @ApiProperty({ description: 'Submitted ones, of all attempts' }) scoreSheets: number;
  @ApiProperty() conflicts: number;
  @ApiProperty({ description: 'Group exercises that were set' }) exercises: number;
  @ApiProperty() exerciseGroupsAnswered: number;
  @ApiProperty({ description: 'Answers to reflections, of every visibility' }) reflections: number;
}
