import { PageQuery } from '@app/service-kit';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { certificateStatuses, type Certificate, type CertificateStatus } from './certificate.js';

/** Which certificates to list. */
export class CertificatesQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  cohortId?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Person or organization' })
  @IsOptional()
  @IsUUID()
  holderId?: string;

  @ApiPropertyOptional({ enum: ['issued', 'revoked'] })
  @IsOptional()
  @IsIn(['issued', 'revoked'])
  status?: 'issued' | 'revoked';
}

/** Why a certificate is revoked. */
export class RevokeDto {
  @ApiProperty({ example: 'issued-in-error', description: 'A code; the well-known ones are shown in words' })
  @IsString()
  @Matches(/^[a-z][a-z0-9-]{1,62}$/)
  reason: string;

  @ApiPropertyOptional({ description: 'For the records of the registry; never shown publicly' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  note?: string;
}

/** A certificate, acknowledgment or record of the registry. */
export class CertificateView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ example: 'NUGSE-2025-000017-7K3M9QXZ' })
  number: string;

  @ApiProperty({ example: 'NUGSE-2025-000017' })
  registrationNumber: string;

  @ApiProperty({ enum: certificateStatuses })
  status: CertificateStatus;

  @ApiProperty()
  kind: string;

  @ApiProperty({ example: { kind: 'completion', id: '0198f3a0-5c00-7055-8a00-000000000055' } })
  ground: { kind: string; id: string };

  @ApiProperty({ type: String, nullable: true, enum: ['partner', 'mentor', 'volunteer'] })
  role: string | null;

  @ApiProperty({ format: 'uuid' })
  cohortId: string;

  @ApiProperty({ format: 'uuid' })
  organizerId: string;

  @ApiProperty({ format: 'uuid' })
  homeOrganizationId: string;

  @ApiProperty({ example: { kind: 'person', id: '…', name: { cyrillic: 'Әлия Сәрсенова', latin: 'Aliya Sarsenova' } } })
  holder: { kind: string; id: string; name: object };

  @ApiProperty({ type: Object, nullable: true, description: 'As it was when the document was issued' })
  position: object | null;

  @ApiProperty({ type: Object, nullable: true })
  organization: object | null;

  @ApiProperty({ format: 'date-time' })
  issuedAt: string;

  @ApiProperty({ format: 'uuid' })
  credentialId: string;

  @ApiProperty({ description: 'Where anybody can check it' })
  link: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  revokedAt: string | null;

  @ApiProperty({ type: String, nullable: true })
  revocationReason: string | null;

  static of(certificate: Certificate, origin: string): CertificateView {
    const { id, version, number, registrationNumber, status, kind, role, cohortId, organizerId } = certificate;
    const { homeOrganizationId, holderKind, holderId, content, credentialId, revocationReason } = certificate;
    const { holderName, position, organization } = content;
    const name = 'person' in holderName ? holderName.person : holderName.organization;
    return {
      ...{ id, version, number, registrationNumber, status, kind, role, cohortId, organizerId, homeOrganizationId },
      ground: { kind: certificate.ground, id: certificate.groundId },
      holder: { kind: holderKind, id: holderId, name },
      ...{ position, organization, credentialId, link: `${origin}/verify/${number}` },
      issuedAt: certificate.issuedAt.toISOString(),
      revokedAt: certificate.revokedAt?.toISOString() ?? null,
      revocationReason,
    };
  }
}

/** A page of certificates, the earliest first. */
export class CertificatesPage {
  @ApiProperty({ type: [CertificateView] })
  data: CertificateView[];

  @ApiProperty({ example: { nextCursor: null, hasMore: false } })
  page: { nextCursor: string | null; hasMore: boolean };
}
