import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key that tokens are signed with. The newest signs; older ones stay published until their tokens have run out. */
@Entity('signing_keys')
export class SigningKey {
  /** RFC 7638 thumbprint of the public key. */
  @PrimaryColumn('text')
  kid: string;

  /** The private JWK, encrypted with the platform's secret key. */
  @Column('bytea')
  sealed: Buffer;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;
}
