import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Who did what, when, and how it ended. Holds ids, codes and times, never a personal value. */
@Entity('audit_log')
@Index('audit_log_actor', ['actor', 'id'])
export class AuditEntry {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  /** `person:<id>`, `client:<id>` or `service:<name>`. */
  @Column('text')
  actor: string;

  /** Method and route pattern of the command. */
  @Column('text')
  action: string;

  /** `done`, or the problem code of a refusal. */
  @Column('text')
  status: string;

  @Column('text')
  traceId: string;

  /** Time on the platform's clock. */
  @Column('timestamptz')
  businessAt: Date;

  /** Real time. */
  @Column('timestamptz', { default: () => 'now()' })
  recordedAt: Date;
}
