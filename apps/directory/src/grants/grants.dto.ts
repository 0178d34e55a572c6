import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { IsInstant, PageQuery } from '@app/service-kit';
import { roles, scopes, type Grant, type Role, type Scope } from './grant.js';

/** A right to be given to one person or one client. */
export class GiveGrantDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  personId?: string;

  @ApiPropertyOptional({ example: 'partner-university', description: 'A machine, instead of a person' })
  @IsOptional()
  @Matches(/^[a-z][a-z0-9-]{1,62}$/)
  clientId?: string;

  @ApiProperty({ enum: roles })
  @IsIn(roles)
  role: Role;

  @ApiProperty({ enum: scopes })
  @IsIn(scopes)
  scope: Scope;

  @ApiPropertyOptional({ format: 'uuid', description: 'Organization or program of the scope; absent at the platform' })
  @IsOptional()
  @IsUUID()
  scopeId?: string;

  @ApiPropertyOptional({ example: '2025-02-03T00:00:00Z', description: 'Absent: from now on' })
  @IsOptional()
  @IsInstant()
  from?: string;

  @ApiPropertyOptional({ example: '2026-02-03T00:00:00Z', description: 'Absent: until it is revoked' })
  @IsOptional()
  @IsInstant()
  until?: string;
}

/** Which grants a list shows. */
export class GrantsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  personId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  scopeId?: string;

  @ApiPropertyOptional({ enum: roles })
  @IsOptional()
  @IsIn(roles)
  role?: Role;
}

/** A right as shown. */
export class GrantView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  personId: string | null;

  @ApiProperty({ type: String, nullable: true })
  clientId: string | null;

  @ApiProperty({ enum: roles })
  role: string;

  @ApiProperty({ enum: scopes })
  scope: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  scopeId: string | null;

  @ApiProperty({ format: 'date-time' })
  from: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  until: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  revokedAt: string | null;

  static of(grant: Grant): GrantView {
    const { id, version, personId, clientId, role, scope, scopeId, from, until, revokedAt } = grant;
    return {
      ...{ id, version, personId, clientId, role, scope, scopeId },
      from: from.toISOString(),
      until: until?.toISOString() ?? null,
      revokedAt: revokedAt?.toISOString() ?? null,
    };
  }
}

/** A page of grants, the newest first. */
export class GrantsPage {
  @ApiProperty({ type: [GrantView] })
  data: GrantView[];

  @ApiProperty({ example: { nextCursor: null, hasMore: false } })
  page: { nextCursor: string | null; hasMore: boolean };
}
