import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A key that an issuer signs or signed with. Retired keys stay: what they signed remains valid. */
@Entity('signing_keys')
@Index('signing_keys_current', ['did'], { unique: true, where: 'retired_at IS NULL' })
@Index('signing_keys_organization', ['organizationId'])
export class SigningKey {
  @PrimaryColumn('text')
  publicKeyMultibase: string;

  @Column('text')
  did: string;

  /** The school that issues; null for the platform itself. */
  @Column('uuid', { nullable: true })
  organizationId: string | null;

  /** The private part, encrypted. */
  @Column('text')
  wrapped: string;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  retiredAt: Date | null;
}
