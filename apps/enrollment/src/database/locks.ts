import type { EntityManager } from 'typeorm';

/** What is decided one transaction after the other. Cohorts are replicas: their rows are not ours to lock. */
export type LockPurpose = 'seats' | 'completion' | 'participation' | 'quota';

/** Queues transactions that decide about the same thing. Held until the transaction ends. */
export async function queueFor(tx: EntityManager, purpose: LockPurpose, ...ids: string[]): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [[purpose, ...ids].join(':')]);
}
