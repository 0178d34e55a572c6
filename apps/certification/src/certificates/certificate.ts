import {
  AcknowledgmentIssuedV1,
  CertificateIssuedV1,
  CertificateRevokedV1,
  newEvent,
  type Contract,
  type NewEvent,
} from '@app/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Achievement } from '../achievements/achievement.js';
import { CertificateCase, type ContributionRole, type Ground } from '../cases/certificate-case.js';
import type { DocumentKind } from '../credentials/credential.js';
import type { SignedCredential } from '../credentials/data-integrity.js';
import { PublishedList } from '../status-lists/published-list.js';
import { CertificateAlreadyRevoked, CertificateNotIssued } from './certificate.errors.js';
import type { DocumentContent } from './document-content.js';

export const certificateStatuses = ['reserved', 'issued', 'revoked'] as const;
export type CertificateStatus = (typeof certificateStatuses)[number];

/** What is taken from the registry in the transaction that completes a case. */
export interface Reservation {
  number: string;
  registrationNumber: string;
  credentialId: string;
  achievementId: string;
  statusListId: string;
  statusIndex: number;
}

/**
 * One entry of the registry: a certificate, acknowledgment or record. Reserved with number and content, then signed
 * outside any transaction, then issued. What it says never changes; it can only be revoked.
 */
@Entity('certificates')
@Index('certificates_number', ['number'], { unique: true })
@Index('certificates_registration_number', ['registrationNumber'], { unique: true })
@Index('certificates_credential', ['credentialId'], { unique: true })
@Index('certificates_status_bit', ['statusListId', 'statusIndex'], { unique: true })
@Index('certificates_one_live_per_case', ['caseId'], { unique: true, where: `status IN ('reserved', 'issued')` })
@Index('certificates_page', ['cohortId', 'id'])
@Index('certificates_holder', ['holderId'])
@Index('certificates_unsigned', ['id'], { where: `status = 'reserved'` })
@Index('certificates_unpublished_revocation', ['statusListId'], {
  where: `status = 'revoked' AND revocation_published_at IS NULL`,
})
@Check('certificates_status', `status IN ('reserved', 'issued', 'revoked')`)
@Check('certificates_signed', `(status = 'reserved') = (credential IS NULL)`)
@Check('certificates_revoked', `(status = 'revoked') = (revoked_at IS NOT NULL AND revocation_reason IS NOT NULL)`)
@Check('certificates_status_index', 'status_index BETWEEN 0 AND 131071')
export class Certificate {
  @PrimaryColumn('uuid')
  id: string;

  @Column('integer')
  version: number;

  @ForeignKey(() => CertificateCase, { name: 'certificates_case' })
  @Column('uuid')
  caseId: string;

  @Column('uuid')
  cohortId: string;

  @Column('uuid')
  programId: string;

  @Column('uuid')
  organizerId: string;

  @Column('uuid')
  homeOrganizationId: string;

  @Column('text')
  holderKind: 'person' | 'organization';

  @Column('uuid')
  holderId: string;

  @Column('uuid', { nullable: true })
  personId: string | null;

  @Column('text')
  kind: DocumentKind;

  @Column('text')
  ground: Ground;

  @Column('uuid')
  groundId: string;

  @Column('text', { nullable: true })
  role: ContributionRole | null;

  /** With the check code, which opens the name. */
  @Column('text')
  number: string;

  /** Without it. */
  @Column('text')
  registrationNumber: string;

  @Column('text')
  status: CertificateStatus;

  /** Part of a public address: random, so that nobody finds a neighbor's. */
  @Column('uuid')
  credentialId: string;

  @ForeignKey(() => Achievement, { name: 'certificates_achievement' })
  @Column('uuid')
  achievementId: string;

  @ForeignKey(() => PublishedList, { name: 'certificates_status_list' })
  @Column('uuid')
  statusListId: string;

  @Column('integer')
  statusIndex: number;

  @Column('jsonb')
  content: DocumentContent;

  /** Business time; the date on the document. */
  @Column('timestamptz')
  issuedAt: Date;

  /** Real time; the signature is dated with it, so that signing again after a crash gives the same bytes. */
  @Column('timestamptz')
  reservedAt: Date;

  /** Real time. */
  @Column('timestamptz', { nullable: true })
  signedAt: Date | null;

  /** As it was signed: `json`, not `jsonb`, keeps its bytes. */
  @Column('json', { nullable: true })
  credential: SignedCredential | null;

  /** Until then (real time) one signer works at it. */
  @Column('timestamptz', { nullable: true })
  claimedUntil: Date | null;

  /** Attempts to sign it. */
  @Column('integer')
  attempts: number;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;

  @Column('text', { nullable: true })
  revocationReason: string | null;

  /** For the registry's own records; never public. */
  @Column('text', { nullable: true })
  revocationNote: string | null;

  /** Real time at which the status list said so. */
  @Column('timestamptz', { nullable: true })
  revocationPublishedAt: Date | null;

  static reserve(
    id: string,
    of: CertificateCase,
    reservation: Reservation,
    content: DocumentContent,
    times: { business: Date; real: Date },
  ): Certificate {
    const { cohortId, programId, organizerId, homeOrganizationId, holderKind, holderId, personId } = of;
    const { kind, ground, role } = of;
    return Object.assign(new Certificate(), {
      ...{ id, version: 1, caseId: of.id, cohortId, programId, organizerId, homeOrganizationId },
      ...{ holderKind, holderId, personId, kind, ground, groundId: of.groundId ?? of.groundKey, role },
      ...reservation,
      ...{ status: 'reserved' as const, content, issuedAt: times.business, reservedAt: times.real, attempts: 0 },
      ...{ signedAt: null, credential: null, claimedUntil: null },
      ...{ revokedAt: null, revocationReason: null, revocationNote: null, revocationPublishedAt: null },
    });
  }

  /** It is signed: from now on it is valid. */
  issue(credential: SignedCredential, realNow: Date): NewEvent<Contract> {
    Object.assign(this, { status: 'issued', credential, signedAt: realNow, claimedUntil: null });
    this.version += 1;
    const { cohortId, kind, registrationNumber, credentialId, role } = this;
    const holder = { kind: this.holderKind, id: this.holderId };
    const ground = { kind: this.ground, id: this.groundId };
    const issued = {
      cohortId,
      registrationNumber,
      holder,
      ground,
      credentialId,
      issuedAt: this.issuedAt.toISOString(),
    };
    if (kind === 'acknowledgment' && role) return newEvent(AcknowledgmentIssuedV1, this.home, { ...issued, role });
    return newEvent(CertificateIssuedV1, this.home, { ...issued, kind });
  }

  /** It is no longer valid. The credential stays as it is; the status list tells. */
  revoke(reason: string, note: string | null, now: Date): NewEvent<typeof CertificateRevokedV1> {
    if (this.status === 'revoked') throw new CertificateAlreadyRevoked(this.registrationNumber);
    if (this.status === 'reserved') throw new CertificateNotIssued(this.registrationNumber);
    Object.assign(this, { status: 'revoked', revokedAt: now, revocationReason: reason, revocationNote: note });
    this.version += 1;
    const { cohortId, registrationNumber } = this;
    return newEvent(CertificateRevokedV1, this.home, {
      cohortId,
      registrationNumber,
      reason,
      revokedAt: now.toISOString(),
    });
  }

  private get home(): { id: string; organizationId: string } {
    return { id: this.id, organizationId: this.homeOrganizationId };
  }
}
