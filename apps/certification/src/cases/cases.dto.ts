import { PageQuery } from '@app/service-kit';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { WAITS_FOR } from './case-texts.js';
import { caseStatuses, type CaseStatus, type CertificateCase } from './certificate-case.js';

/** Which cases to list. */
export class CasesQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  cohortId?: string;

  @ApiPropertyOptional({ enum: caseStatuses })
  @IsOptional()
  @IsIn(caseStatuses)
  status?: CaseStatus;
}

/** Something a case waits for. */
export class WaitsForView {
  @ApiProperty({ enum: Object.keys(WAITS_FOR) })
  code: string;

  @ApiProperty({ description: 'In the language of the request' })
  text: string;
}

/** Whom a document is for. */
export class HolderView {
  @ApiProperty({ enum: ['person', 'organization'] })
  kind: 'person' | 'organization';

  @ApiProperty({ format: 'uuid' })
  id: string;
}

/** A document that somebody may get. */
export class CaseView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ format: 'uuid' })
  cohortId: string;

  @ApiProperty({ format: 'uuid' })
  homeOrganizationId: string;

  @ApiProperty({ type: HolderView })
  holder: HolderView;

  @ApiProperty()
  kind: string;

  @ApiProperty()
  ground: string;

  @ApiProperty({ enum: caseStatuses })
  status: CaseStatus;

  @ApiProperty({ type: [WaitsForView] })
  waitsFor: WaitsForView[];

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  notBefore: string | null;

  static of(one: CertificateCase, language: 'kk' | 'ru' | 'en'): CaseView {
    const { id, version, cohortId, homeOrganizationId, holderKind, holderId, kind, ground, status, notBefore } = one;
    return {
      ...{
        id,
        version,
        cohortId,
        homeOrganizationId,
        holder: { kind: holderKind, id: holderId },
        kind,
        ground,
        status,
      },
      waitsFor: one.waitsFor.map((code) => ({ code, text: WAITS_FOR[code][language] })),
      notBefore: notBefore?.toISOString() ?? null,
    };
  }
}

/** A page of cases, the earliest first. */
export class CasesPage {
  @ApiProperty({ type: [CaseView] })
  data: CaseView[];

  @ApiProperty({ example: { nextCursor: null, hasMore: false } })
  page: { nextCursor: string | null; hasMore: boolean };
}
