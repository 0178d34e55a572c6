import { ApiProperty } from '@nestjs/swagger';
import type { ParticipationStatement } from './participation-statement.js';

/** A statement of participation as shown. */
export class StatementView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  cohortId: string;

  @ApiProperty({ format: 'uuid' })
  participantId: string;

  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty({ format: 'uuid', description: 'The nominating organization' })
  organizationId: string;

  @ApiProperty({ description: 'Counted sessions attended by then' })
  attendedSessions: number;

  @ApiProperty({ description: 'Counted sessions held by then' })
  countedSessions: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Length of the attended sessions together' })
  minutes: number | null;

  @ApiProperty({ format: 'date', description: 'Calendar day in Kazakhstan' })
  statedOn: string;

  @ApiProperty({ format: 'date-time' })
  statedAt: string;

  static of(statement: ParticipationStatement): StatementView {
    const { id, cohortId, participantId, personId, organizationId } = statement;
    const { attendedSessions, countedSessions, minutes, statedOn, statedAt } = statement;
    return {
      ...{ id, cohortId, participantId, personId, organizationId, attendedSessions, countedSessions, minutes },
      statedOn,
      statedAt: statedAt.toISOString(),
    };
  }
}

/** The statements of today. */
export class StatementsView {
  @ApiProperty({ type: [StatementView] })
  data: StatementView[];
}

/** A page of statements, the earliest first. */
export class StatementsPage {
  @ApiProperty({ type: [StatementView] })
  data: StatementView[];

  @ApiProperty({ example: { nextCursor: null, hasMore: false } })
  page: { nextCursor: string | null; hasMore: boolean };
}
