import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import { IsInstant } from '@app/service-kit';
import { IsLocalizedText, LocalizedText } from '../formats/localized-text.dto.js';
import { VenueDto } from '../formats/venue.dto.js';
import type { Ceremony, Presenter } from './ceremony.js';
import { contributionRoles, type Contribution } from './contribution.js';

/** Who hands certificates over. */
export class PresenterDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  personId?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @Length(1, 200)
  name?: string;

  @IsLocalizedText()
  office: LocalizedText;
}

/** What is said about a ceremony. */
export class PlanCeremonyDto {
  @IsLocalizedText()
  title: LocalizedText;

  @ApiProperty({ format: 'date-time' })
  @IsInstant()
  startsAt: string;

  @ApiPropertyOptional({ type: VenueDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => VenueDto)
  venue?: VenueDto;

  @ApiPropertyOptional({ type: [PresenterDto] })
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => PresenterDto)
  presenters: PresenterDto[] = [];
}

/** Whom the organizer will thank, and as what. */
export class RecordContributionDto {
  @ApiProperty({ enum: contributionRoles })
  @IsIn(contributionRoles)
  role: Contribution['role'];

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  personId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  organizationId?: string;
}

/** A ceremony as shown. */
export class CeremonyView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ format: 'uuid' })
  cohortId: string;

  @ApiProperty({ type: LocalizedText })
  title: LocalizedText;

  @ApiProperty({ format: 'date-time' })
  startsAt: string;

  @ApiProperty({ type: VenueDto, nullable: true })
  venue: object | null;

  @ApiProperty({ type: [PresenterDto] })
  presenters: Presenter[];

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  heldAt: string | null;

  static of({ id, version, cohortId, title, startsAt, venue, presenters, heldAt }: Ceremony): CeremonyView {
    const times = { startsAt: startsAt.toISOString(), heldAt: heldAt?.toISOString() ?? null };
    return { id, version, cohortId, title, venue, presenters, ...times };
  }
}

/** A contribution as shown. */
export class ContributionView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  cohortId: string;

  @ApiProperty({ enum: contributionRoles })
  role: string;

  @ApiProperty({ enum: ['person', 'organization'] })
  contributorKind: string;

  @ApiProperty({ format: 'uuid' })
  contributorId: string;

  static of({ id, cohortId, role, contributorKind, contributorId }: Contribution): ContributionView {
    return { id, cohortId, role, contributorKind, contributorId };
  }
}

/** All contributions to a cohort. */
export class ContributionsList {
  @ApiProperty({ type: [ContributionView] })
  data: ContributionView[];
}
