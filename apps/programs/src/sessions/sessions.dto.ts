import { ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsString, IsUUID, Length, Matches } from 'class-validator';
import { IsInstant, IsLocalized } from '@app/service-kit';
import { IsCount } from '../formats/count.dto.js';
import { IsLocalizedText, LocalizedText } from '../formats/localized-text.dto.js';
import { MayBeAbsent } from '../formats/may-be-absent.dto.js';
import { IsListOf, IsOne } from '../formats/nested.dto.js';
import { CODE } from '../formats/partner.dto.js';
import { VenueDto } from '../formats/venue.dto.js';
import { IsZoneName } from '../formats/zone-name.dto.js';
import { sessionModes, speakerKinds, type SessionPlan } from './session.js';

/** Who speaks, named by id or by name; guests of honour are listed and do not count as teaching. */
export class SpeakerDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'A person of the directory' })
  @MayBeAbsent()
  @IsUUID()
  personId?: string;

  @ApiPropertyOptional({ description: 'Name of somebody who is not in the directory' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 200)
  name?: string;

  @ApiProperty({ enum: speakerKinds })
  @IsIn(speakerKinds)
  kind: (typeof speakerKinds)[number];

  @ApiPropertyOptional({ description: 'At that date' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 300)
  affiliation?: string;
}

/** A point of the agenda. */
export class AgendaItemDto {
  @IsCount(1000)
  order: number;

  @IsLocalizedText()
  title: LocalizedText;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsCount(1440)
  minutes?: number;
}

/** What people get to read: a file, or structured points in three languages. */
export class MaterialDto {
  @IsLocalizedText()
  title: LocalizedText;

  @ApiPropertyOptional({ type: [LocalizedText] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @IsLocalized({ each: true })
  points?: LocalizedText[];

  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsUUID()
  fileId?: string;
}

/** New times of a session. */
export class RescheduleSessionDto {
  @ApiProperty({ format: 'date-time' })
  @IsInstant()
  startsAt: string;

  @ApiProperty({ format: 'date-time' })
  @IsInstant()
  endsAt: string;

  @ApiPropertyOptional({ enum: sessionModes, description: 'Absent: as before' })
  @MayBeAbsent()
  @IsIn(sessionModes)
  mode?: SessionPlan['mode'];
}

/** What is said about a session. */
export class ScheduleSessionDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'Absent: directly in the cohort' })
  @MayBeAbsent()
  @IsUUID()
  moduleId?: string;

  @IsCount(100_000)
  number: number;

  @IsLocalizedText()
  title: LocalizedText;

  @ApiProperty({ example: 'corporate-breakfast' })
  @Matches(CODE)
  format: string;

  @ApiProperty({ enum: sessionModes })
  @IsIn(sessionModes)
  mode: SessionPlan['mode'];

  @ApiProperty({ format: 'date-time' })
  @IsInstant()
  startsAt: string;

  @ApiProperty({ format: 'date-time' })
  @IsInstant()
  endsAt: string;

  @IsZoneName()
  timeZone: string;

  @ApiPropertyOptional({ type: VenueDto })
  @MayBeAbsent()
  @IsOne(VenueDto)
  venue?: VenueDto;

  @ApiProperty({ description: 'Attendance counts toward completion' })
  @IsBoolean()
  counted: boolean;

  @ApiPropertyOptional({ type: [SpeakerDto] })
  @IsListOf(SpeakerDto, 50)
  speakers: SpeakerDto[] = [];

  @ApiPropertyOptional({ type: [AgendaItemDto] })
  @IsListOf(AgendaItemDto, 50)
  agenda: AgendaItemDto[] = [];

  @ApiPropertyOptional({ type: [MaterialDto] })
  @IsListOf(MaterialDto, 50)
  materials: MaterialDto[] = [];
}

/** The plan that a body describes. The module is not part of it: it is looked up. */
export function planOf({ moduleId: _moduleId, venue, ...body }: ScheduleSessionDto): SessionPlan {
  return { ...body, venue: venue ?? null };
}

/** Who speaks at a session and what about; what is left out is taken back. */
export class SessionContentDto extends PickType(ScheduleSessionDto, ['speakers', 'agenda', 'materials']) {}

/** Why a session is cancelled. */
export class CancelSessionDto {
  @ApiProperty()
  @IsString()
  @Length(1, 500)
  reason: string;
}
