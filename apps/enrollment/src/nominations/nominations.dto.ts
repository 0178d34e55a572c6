import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsString, IsUUID, Length, Matches, ValidateNested } from 'class-validator';
import { PageQuery } from '@app/service-kit';
import { LocalizedView } from '../participants/participants.dto.js';
import { nominationStatuses, type Nomination } from './nomination.js';

/** What the vocabulary of events calls a code. */
export const CODE = /^[\p{L}\p{N}][\p{L}\p{N}./_-]{0,63}$/u;

/** What a coordinator says about a nominee. */
export class ReviseNominationDto {
  @ApiProperty({ example: 'vice-rector', description: 'Position category in which the person is nominated' })
  @Matches(CODE)
  category: string;

  @ApiPropertyOptional({ maxLength: 5000 })
  @IsOptional()
  @IsString()
  @Length(1, 5000)
  motivation?: string;

  @ApiPropertyOptional({ maxLength: 1000, description: 'Why somebody of this category' })
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  categoryNote?: string;
}

/** A coordinator proposes one of the organization's people. */
export class SubmitNominationDto extends ReviseNominationDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  cohortId: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  personId: string;

  @ApiProperty({ format: 'uuid', description: 'The nominating organization' })
  @IsUUID()
  organizationId: string;
}

/** The organizer's reason to admit somebody outside of the target group. */
export class WaiverDto {
  @ApiProperty({ maxLength: 1000 })
  @IsString()
  @Length(1, 1000)
  @Matches(/\S/)
  reason: string;
}

/** The organizer takes a nominee in. */
export class AdmitDto {
  @ApiPropertyOptional({ type: WaiverDto, nullable: true })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => WaiverDto)
  waiver?: WaiverDto | null;
}

/** The organizer refuses a nominee. */
export class DeclineDto {
  @ApiProperty({ example: 'outside-target-group', description: 'A code: it travels in the fact' })
  @Matches(CODE)
  reason: string;
}

/** The organizer asks the coordinator for a correction. */
export class ReturnDto {
  @ApiProperty({ maxLength: 1000 })
  @IsString()
  @Length(1, 1000)
  @Matches(/\S/)
  note: string;
}

/** Which nominations a list shows. */
export class NominationsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  cohortId?: string;

  @ApiPropertyOptional({ enum: nominationStatuses })
  @IsOptional()
  @IsIn(nominationStatuses)
  status?: Nomination['status'];

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  organizationId?: string;
}

/** An office as it was on the day of the nomination. */
export class AppointmentView {
  @ApiProperty({ format: 'uuid' })
  appointmentId: string;

  @ApiProperty()
  category: string;

  @ApiProperty({ type: LocalizedView })
  title: LocalizedView;
}

/** A nomination as shown. */
export class NominationView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ format: 'uuid' })
  cohortId: string;

  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty({ format: 'uuid' })
  organizationId: string;

  @ApiProperty()
  category: string;

  @ApiProperty({ type: String, nullable: true })
  categoryNote: string | null;

  @ApiProperty({ type: String, nullable: true })
  motivation: string | null;

  @ApiProperty({ type: AppointmentView, nullable: true, description: 'Null where no office there was known' })
  appointment: AppointmentView | null;

  @ApiProperty({ enum: nominationStatuses })
  status: string;

  @ApiProperty({ format: 'date-time' })
  submittedAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  decidedAt: string | null;

  @ApiProperty({ type: WaiverDto, nullable: true })
  waiver: WaiverDto | null;

  @ApiProperty({ type: String, nullable: true })
  declineReason: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'What the coordinator is asked to correct' })
  returnNote: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The seat, once admitted' })
  participantId: string | null;

  static of(nomination: Nomination, participantId: string | null = null): NominationView {
    const { id, version, cohortId, personId, organizationId, category, categoryNote, motivation } = nomination;
    const { appointment, status, submittedAt, decidedAt, waiverReason, declineReason, returnNote } = nomination;
    return {
      ...{ id, version, cohortId, personId, organizationId, category, categoryNote, motivation },
      ...{ appointment, status, declineReason, returnNote, participantId },
      submittedAt: submittedAt.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
      waiver: waiverReason === null ? null : { reason: waiverReason },
    };
  }
}

/** A page of nominations, oldest first. */
export class NominationsPage {
  @ApiProperty({ type: [NominationView] })
  data: NominationView[];

  @ApiProperty({ example: { nextCursor: null, hasMore: false } })
  page: { nextCursor: string | null; hasMore: boolean };
}
