import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** This service's copy of an administrative right that `directory` owns. */
@Entity('access_grants')
@Index('access_grants_person', ['personId'])
@Index('access_grants_client', ['clientId'])
export class GrantRecord {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { nullable: true })
  personId: string | null;

  @Column('text', { nullable: true })
  clientId: string | null;

  @Column('text')
  role: string;

  @Column('text')
  scope: 'platform' | 'organization' | 'program';

  @Column('uuid', { nullable: true })
  scopeId: string | null;

  @Column('timestamptz')
  validFrom: Date;

  @Column('timestamptz', { nullable: true })
  validUntil: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;
}
