import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { PageQuery } from '@app/service-kit';
import type { Participant } from './participant.js';

/** A text in up to three languages. */
export class LocalizedView {
  @ApiPropertyOptional()
  kk?: string;

  @ApiPropertyOptional()
  ru?: string;

  @ApiPropertyOptional()
  en?: string;
}

/** Somebody leaves the cohort. */
export class WithdrawDto {
  @ApiProperty({ example: 'changed-employer', description: 'A code: it travels in the fact' })
  @Matches(/^[\p{L}\p{N}][\p{L}\p{N}./_-]{0,63}$/u)
  reason: string;
}

/** Which participants a list shows. */
export class ParticipantsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  cohortId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  organizationId?: string;

  @ApiPropertyOptional({ enum: ['active', 'withdrawn'] })
  @IsOptional()
  @IsIn(['active', 'withdrawn'])
  status?: Participant['status'];
}

/** A participant as shown. */
export class ParticipantView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ format: 'uuid' })
  cohortId: string;

  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty({ format: 'uuid', description: 'The nominating organization' })
  organizationId: string;

  @ApiProperty({ format: 'uuid' })
  nominationId: string;

  @ApiProperty()
  category: string;

  @ApiProperty({ description: 'Admitted although outside of the target group' })
  waived: boolean;

  @ApiProperty({ type: LocalizedView, nullable: true, description: 'Office on the day of the nomination' })
  position: LocalizedView | null;

  @ApiProperty({ enum: ['active', 'withdrawn'] })
  status: string;

  @ApiProperty({ format: 'date-time' })
  enrolledAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  withdrawnAt: string | null;

  @ApiProperty({ type: String, nullable: true })
  withdrawalReason: string | null;

  static of(participant: Participant): ParticipantView {
    const { id, version, cohortId, personId, organizationId, nominationId, category, waived } = participant;
    const { appointment, status, enrolledAt, withdrawnAt, withdrawalReason } = participant;
    return {
      ...{ id, version, cohortId, personId, organizationId, nominationId, category, waived, status, withdrawalReason },
      position: appointment?.title ?? null,
      enrolledAt: enrolledAt.toISOString(),
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
    };
  }
}

/** A page of participants, in the order of their enrollment. */
export class ParticipantsPage {
  @ApiProperty({ type: [ParticipantView] })
  data: ParticipantView[];

  @ApiProperty({ example: { nextCursor: null, hasMore: false } })
  page: { nextCursor: string | null; hasMore: boolean };
}
