import { ApiProperty } from '@nestjs/swagger';

/** How much of a cohort was delivered. */
export class CohortFigures {
  @ApiProperty({ description: 'Modules with at least one session held' })
  modulesHeld: number;

  @ApiProperty({ description: 'All modules' })
  modulesScheduled: number;

  @ApiProperty()
  sessionsHeld: number;

  @ApiProperty({ description: 'Neither held nor cancelled yet' })
  sessionsScheduled: number;

  @ApiProperty()
  sessionsCancelled: number;
}
