import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import type { Session, SessionPlan } from './session.js';
import { ScheduleSessionDto } from './sessions.dto.js';

class SessionPosition {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ format: 'uuid' })
  cohortId: string;

  @ApiProperty({ enum: ['scheduled', 'held', 'cancelled'] })
  status: string;

  @ApiProperty({ type: String, nullable: true })
  cancellationReason: string | null;
}

/** A session as shown. */
export class SessionView extends IntersectionType(SessionPosition, ScheduleSessionDto) {}

export type SessionAnswer = SessionPosition & SessionPlan & { moduleId: string | null };

/** The sessions of a cohort in their order. */
export class SessionsList {
  @ApiProperty({ type: [SessionView] })
  data: SessionAnswer[];
}

/** The answer to whoever reads or changes a session. */
export function viewOf({ programId: _, organizerId: __, ...session }: Session): SessionAnswer {
  return { ...session, startsAt: session.startsAt.toISOString(), endsAt: session.endsAt.toISOString() };
}

/** The plan that a body describes. */
export function planOf({ moduleId: _, venue, ...body }: ScheduleSessionDto): SessionPlan {
  return { ...body, venue: venue ?? null };
}
