import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import { IsInstant } from '@app/service-kit';
import { IsLocalizedText, LocalizedText } from '../formats/localized-text.dto.js';
import { MayBeAbsent } from '../formats/may-be-absent.dto.js';
import { IsListOf, IsOne } from '../formats/nested.dto.js';
import { VenueDto } from '../formats/venue.dto.js';
import type { Ceremony, Presenter } from './ceremony.js';
import { contributionRoles, type Contribution } from './contribution.js';

/** Who hands certificates over, named by id or by name. */
export class PresenterDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsUUID()
  personId?: string;

  @ApiPropertyOptional()
  @MayBeAbsent()
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
  @MayBeAbsent()
  @IsOne(VenueDto)
  venue?: VenueDto;

  @ApiPropertyOptional({ type: [PresenterDto] })
  @IsListOf(PresenterDto, 20)
  presenters: PresenterDto[] = [];
}

/** Whom the organizer will thank, and as what. */
export class RecordContributionDto {
  @ApiProperty({ enum: contributionRoles })
  @IsIn(contributionRoles)
  role: Contribution['role'];

  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsUUID()
  personId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
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
  venue: VenueDto | null;

  @ApiProperty({ type: [PresenterDto] })
  presenters: Presenter[];

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  heldAt: string | null;

  static of({ id, version, cohortId, title, startsAt, venue, presenters, heldAt }: Ceremony): CeremonyView {
    const times = { startsAt: startsAt.toISOString(), heldAt: heldAt?.toISOString() ?? null };
    return { id, version, cohortId, title, venue, presenters, ...times };
  }
}

/** The ceremonies of a cohort. */
export class CeremoniesList {
  @ApiProperty({ type: [CeremonyView] })
  data: CeremonyView[];
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

/** The contributions to a cohort that the caller may see. */
export class ContributionsList {
  @ApiProperty({ type: [ContributionView] })
  data: ContributionView[];
}
