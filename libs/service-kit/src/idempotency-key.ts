import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The answer that a command gave under a caller's Idempotency-Key, kept for a day in the command's own transaction. */
@Entity('idempotency_keys')
export class IdempotencyKey {
  @PrimaryColumn('text')
  key: string;

  /** Who used it: another actor may not take over an answer. */
  @Column('text')
  actor: string;

  /** Of method, address and body. */
  @Column('text')
  fingerprint: string;

  /** As text of its own type, so that a repeat is the same answer byte for byte. */
  @Column('json', { nullable: true })
  answer: unknown;

  @Index('idempotency_keys_created_at')
  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;
}
