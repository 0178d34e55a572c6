import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SignedCredential } from '../credentials/data-integrity.js';
import type { StatusPurpose } from './status-list.js';

/**
 * A status list of one issuer and purpose, as it is published. Which of its bits are set follows from the certificates
 * that were revoked; a list is signed anew when that has changed.
 */
@Entity('status_lists')
@Index('status_lists_ordinal', ['organizationId', 'purpose', 'ordinal'], { unique: true })
@Index('status_lists_unsigned', ['id'], { where: 'signed IS NULL' })
@Check('status_lists_purpose', `purpose IN ('revocation', 'suspension')`)
@Check('status_lists_used', 'used BETWEEN 0 AND 131072')
export class PublishedList {
  @PrimaryColumn('uuid')
  id: string;

  /** The school that issues. */
  @Column('uuid')
  organizationId: string;

  @Column('text')
  purpose: StatusPurpose;

  /** 1, 2, 3 … of one issuer and purpose: a list that is half full is followed by the next. */
  @Column('integer')
  ordinal: number;

  /** Indexes given out. */
  @Column('integer')
  used: number;

  /** Times it was signed. */
  @Column('integer')
  version: number;

  @Column('json', { nullable: true })
  signed: SignedCredential | null;

  /** Real time. */
  @Column('timestamptz', { nullable: true })
  signedAt: Date | null;
}
