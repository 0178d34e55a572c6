import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsInstant, IsLocalized, IsTimeZone } from '@app/service-kit';
import { IsLocalizedText, LocalizedText } from '../formats/localized-text.dto.js';
import { CODE } from '../formats/partner.dto.js';
import { VenueDto } from '../formats/venue.dto.js';
import { sessionModes, speakerKinds, type SessionPlan } from './session.js';

/** Who speaks; guests of honour are listed and do not count as teaching. */
export class SpeakerDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'A person of the directory' })
  @IsOptional()
  @IsUUID()
  personId?: string;

  @ApiPropertyOptional({ description: 'Name of somebody who is not in the directory' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  name?: string;

  @ApiProperty({ enum: speakerKinds })
  @IsIn(speakerKinds)
  kind: (typeof speakerKinds)[number];

  @ApiPropertyOptional({ description: 'At that date' })
  @IsOptional()
  @IsString()
  @Length(1, 300)
  affiliation?: string;
}

/** A point of the agenda. */
export class AgendaItemDto {
  @ApiProperty({ minimum: 1 })
  @IsInt()
  @Min(1)
  order: number;

  @IsLocalizedText()
  title: LocalizedText;

  @ApiPropertyOptional({ minimum: 1 })
  @IsOptional()
  @IsInt()
  @Min(1)
  minutes?: number;
}

/** What people get to read: a file, or structured points in three languages. */
export class MaterialDto {
  @IsLocalizedText()
  title: LocalizedText;

  @ApiPropertyOptional({ type: [LocalizedText] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsLocalized({ each: true })
  points?: LocalizedText[];

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
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
  @IsOptional()
  @IsIn(sessionModes)
  mode?: SessionPlan['mode'];
}

/** What is said about a session. */
export class ScheduleSessionDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'Absent: directly in the cohort' })
  @IsOptional()
  @IsUUID()
  moduleId?: string;

  @ApiProperty({ minimum: 1 })
  @IsInt()
  @Min(1)
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

  @ApiProperty({ example: 'Asia/Almaty' })
  @IsTimeZone()
  timeZone: string;

  @ApiPropertyOptional({ type: VenueDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => VenueDto)
  venue?: VenueDto;

  @ApiProperty({ description: 'Attendance counts toward completion' })
  @IsBoolean()
  counted: boolean;

  @ApiPropertyOptional({ type: [SpeakerDto] })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => SpeakerDto)
  speakers: SpeakerDto[] = [];

  @ApiPropertyOptional({ type: [AgendaItemDto] })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => AgendaItemDto)
  agenda: AgendaItemDto[] = [];

  @ApiPropertyOptional({ type: [MaterialDto] })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => MaterialDto)
  materials: MaterialDto[] = [];
}

/** Why a session is cancelled. */
export class CancelSessionDto {
  @ApiProperty()
  @IsString()
  @Length(1, 500)
  reason: string;
}
