import { ApiProperty, IntersectionType, OmitType } from '@nestjs/swagger';
import { VenueDto } from '../formats/venue.dto.js';
import { sessionStatuses, type Session } from './session.js';
import { AgendaItemDto, MaterialDto, ScheduleSessionDto, SpeakerDto } from './sessions.dto.js';

class SessionPosition {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ format: 'uuid' })
  cohortId: string;

  @ApiProperty({ enum: sessionStatuses })
  status: Session['status'];

  @ApiProperty({ type: String, nullable: true })
  cancellationReason: string | null;
}

const SHOWN_OTHERWISE = ['moduleId', 'venue', 'speakers', 'agenda', 'materials'] as const;

/** A session as shown: its plan, and what became of it. */
export class SessionView extends IntersectionType(SessionPosition, OmitType(ScheduleSessionDto, SHOWN_OTHERWISE)) {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null: directly in the cohort' })
  moduleId: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null: scheduled by itself' })
  seriesId: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Its number in the series' })
  occurrence: number | null;

  @ApiProperty({ type: VenueDto, nullable: true })
  venue: VenueDto | null;

  @ApiProperty({ type: [SpeakerDto] })
  speakers: SpeakerDto[];

  @ApiProperty({ type: [AgendaItemDto] })
  agenda: AgendaItemDto[];

  @ApiProperty({ type: [MaterialDto] })
  materials: MaterialDto[];

  static of({ programId: _program, organizerId: _organizer, ...session }: Session): SessionView {
    return { ...session, startsAt: session.startsAt.toISOString(), endsAt: session.endsAt.toISOString() };
  }
}

/** The sessions of a cohort in their order. */
export class SessionsList {
  @ApiProperty({ type: [SessionView] })
  data: SessionView[];
}
