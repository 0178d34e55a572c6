import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, IsUrl, IsUUID, Length, Matches } from 'class-validator';
import { PageQuery } from '@app/service-kit';
import { IsLocalizedText, LocalizedText } from '../formats/localized-text.dto.js';
import {
  organizationKinds,
  ownerships,
  territoryLevels,
  type Organization,
  type OrganizationDetails,
} from './organization.js';

/** What is said about an organization when it is registered. */
export class RegisterOrganizationDto {
  @IsLocalizedText()
  name: LocalizedText;

  @ApiProperty({ enum: organizationKinds })
  @IsIn(organizationKinds)
  kind: OrganizationDetails['kind'];

  @ApiPropertyOptional({ enum: ownerships, nullable: true, description: 'Absent where the question makes no sense' })
  @IsOptional()
  @IsIn(ownerships)
  ownership?: (typeof ownerships)[number] | null;

  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, description: 'The organization above it' })
  @IsOptional()
  @IsUUID()
  parentId?: string | null;

  @ApiPropertyOptional({
    enum: territoryLevels,
    nullable: true,
    description: 'Of education departments, required there',
  })
  @IsOptional()
  @IsIn(territoryLevels)
  level?: (typeof territoryLevels)[number] | null;

  @ApiPropertyOptional({ default: 'KZ', description: 'ISO 3166-1 alpha-2' })
  @Matches(/^[A-Z]{2}$/)
  country: string = 'KZ';

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true })
  @Length(1, 300)
  website?: string | null;
}

/** The whole of what is said about an organization; what is left out is taken back. */
export class ReviseOrganizationDto extends RegisterOrganizationDto {
  @ApiProperty({ description: 'False: it exists no longer, or takes no part any more' })
  @IsBoolean()
  active: boolean;
}

/** Which organizations a list shows. */
export class OrganizationsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: organizationKinds })
  @IsOptional()
  @IsIn(organizationKinds)
  kind?: OrganizationDetails['kind'];

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  parentId?: string;

  @ApiPropertyOptional({ description: 'Part of a name in any language' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  q?: string;
}

/** An organization as shown. */
export class OrganizationView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ type: LocalizedText })
  name: LocalizedText;

  @ApiProperty({ enum: organizationKinds })
  kind: string;

  @ApiProperty({ enum: ownerships, nullable: true })
  ownership: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  parentId: string | null;

  @ApiProperty({ enum: territoryLevels, nullable: true })
  level: string | null;

  @ApiProperty()
  country: string;

  @ApiProperty({ type: String, nullable: true })
  website: string | null;

  @ApiProperty()
  active: boolean;

  static of(organization: Organization): OrganizationView {
    const { id, version, name, kind, ownership, parentId, level, country, website, active } = organization;
    return { id, version, name, kind, ownership, parentId, level, country, website, active };
  }
}

/** A page of organizations, sorted by name. */
export class OrganizationsPage {
  @ApiProperty({ type: [OrganizationView] })
  data: OrganizationView[];

  @ApiProperty({ example: { nextCursor: null, hasMore: false } })
  page: { nextCursor: string | null; hasMore: boolean };
}
