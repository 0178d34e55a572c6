import { ApiProperty, ApiPropertyOptional, IntersectionType, OmitType } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsString, Length, Matches } from 'class-validator';
import { IsDay, IsInstant } from '@app/service-kit';
import { IsCount } from '../formats/count.dto.js';
import { IsLocalizedText, LocalizedText } from '../formats/localized-text.dto.js';
import { MayBeAbsent } from '../formats/may-be-absent.dto.js';
import { IsOne } from '../formats/nested.dto.js';
import { CODE } from '../formats/partner.dto.js';
import { VenueDto } from '../formats/venue.dto.js';
import { IsZoneName } from '../formats/zone-name.dto.js';
import { sessionModes, type Session } from '../sessions/session.js';
import type { Occurrence } from './series-rule.js';
import type { SeriesPlan, SessionSeries } from './session-series.js';

/** What is said about a series. */
export class PlanSeriesDto {
  @IsLocalizedText()
  title: LocalizedText;

  @ApiProperty({ example: 'corporate-breakfast' })
  @Matches(CODE)
  format: string;

  @ApiProperty({ enum: sessionModes })
  @IsIn(sessionModes)
  mode: SeriesPlan['mode'];

  @ApiProperty({
    example: 'FREQ=WEEKLY;BYDAY=TU',
    description: 'RFC 5545: FREQ=WEEKLY with BYDAY, and INTERVAL, COUNT or UNTIL (a day, or an instant in UTC)',
  })
  @IsString()
  @Length(1, 200)
  rule: string;

  @ApiProperty({
    format: 'date-time',
    description: 'On a weekday of the rule; the others begin at the same local time',
  })
  @IsInstant()
  firstStartsAt: string;

  @IsCount(1440)
  minutes: number;

  @IsZoneName()
  timeZone: string;

  @ApiPropertyOptional({ type: VenueDto })
  @MayBeAbsent()
  @IsOne(VenueDto)
  venue?: VenueDto;

  @ApiProperty({ description: 'Attendance of its sessions counts toward completion' })
  @IsBoolean()
  counted: boolean;
}

/** The plan that a body describes. */
export function planOf({ venue, ...body }: PlanSeriesDto): SeriesPlan {
  return { ...body, venue: venue ?? null };
}

/** Which occurrences are asked for, in days of the series' zone. */
export class OccurrencesQuery {
  @ApiPropertyOptional({ type: String, format: 'date', description: 'Absent: from the first one' })
  @MayBeAbsent()
  @IsDay()
  from?: string;

  @ApiPropertyOptional({ type: String, format: 'date', description: 'Needed where the rule has no end' })
  @MayBeAbsent()
  @IsDay()
  until?: string;
}

/** Which occurrences become sessions, in days of the series' zone. */
export class MakeSessionsDto {
  @ApiPropertyOptional({ type: String, format: 'date', description: 'Absent: from the first one' })
  @MayBeAbsent()
  @IsDay()
  from?: string;

  @ApiProperty({ format: 'date' })
  @IsDay()
  until: string;
}

class SeriesPosition {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ format: 'uuid' })
  cohortId: string;
}

/** A series as shown. */
export class SessionSeriesView extends IntersectionType(SeriesPosition, OmitType(PlanSeriesDto, ['venue'] as const)) {
  @ApiProperty({ type: VenueDto, nullable: true })
  venue: VenueDto | null;

  static of({ programId: _program, organizerId: _organizer, ...series }: SessionSeries): SessionSeriesView {
    return { ...series, firstStartsAt: series.firstStartsAt.toISOString() };
  }
}

/** The series of a cohort. */
export class SessionSeriesList {
  @ApiProperty({ type: [SessionSeriesView] })
  data: SessionSeriesView[];
}

/** An occurrence as its rule has it. Its session may have been moved or cancelled since. */
export class OccurrenceView {
  @ApiProperty({ type: 'integer', description: 'In the series, from 1' })
  number: number;

  @ApiProperty({ format: 'date-time' })
  startsAt: string;

  @ApiProperty({ format: 'date-time' })
  endsAt: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null: no session has been made of it' })
  sessionId: string | null;

  static of({ number, startsAt, endsAt }: Occurrence, session: Session | undefined): OccurrenceView {
    const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
    return { number, ...times, sessionId: session?.id ?? null };
  }
}

/** The occurrences of a series in their order. */
export class OccurrencesList {
  @ApiProperty({ type: [OccurrenceView] })
  data: OccurrenceView[];
}
