import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One thing the provider remembers: a session, a grant, a code, a refresh token. */
@Entity('oidc_models')
export class OidcModel {
  /** Kind of thing, in the provider's words: `Session`, `AuthorizationCode`. */
  @PrimaryColumn('text')
  model: string;

  /** SHA-256 of its id. The id itself is what a browser or client shows, so it is not kept. */
  @PrimaryColumn('text')
  key: string;

  @Column('jsonb')
  payload: Record<string, unknown>;

  /** The grant it was issued under and goes with. */
  @Index('oidc_models_grant_id', { where: 'grant_id IS NOT NULL' })
  @Column('text', { nullable: true })
  grantId: string | null;

  /** Second name of a session. */
  @Index('oidc_models_uid', { where: 'uid IS NOT NULL' })
  @Column('text', { nullable: true })
  uid: string | null;

  @Column('timestamptz', { nullable: true })
  consumedAt: Date | null;

  @Index('oidc_models_expires_at')
  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;
}
