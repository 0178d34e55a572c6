import { execute } from '@app/messaging';
import type { EntityManager } from 'typeorm';
import { actorKey, type Actor } from './access/actor.js';
import type { KeyUse } from './idempotency.js';
import { requestContext } from './request-context.js';

const INSERT = `INSERT INTO audit_log (actor, action, status, trace_id, business_at, recorded_at)
  VALUES ($1, $2, $3, $4, $5, clock_timestamp())`;
const INSERT_AND_ANSWER = `WITH audited AS (${INSERT}) UPDATE idempotency_keys SET answer = $6::json WHERE key = $7`;

/** A line of the audit log that is still to be written. */
export interface AuditLine {
  readonly actor: Actor;
  /** `done`, or the problem code of a refusal. */
  readonly status: string;
  readonly traceId: string;
  readonly businessAt: Date;
}

/** What services do by themselves is told by their facts; people, other machines and changes over HTTP are audited. */
export function isAudited(actor: Actor): boolean {
  const method = requestContext.current()?.method ?? 'GET';
  return actor.kind !== 'service' || method !== 'GET';
}

/**
 * Writes the audit line, and the answer under the caller's key when there is one, in one statement. An answer that cannot
 * be written as JSON is thrown at once: nobody waits for the statement before the commit.
 */
export function recordEnd(tx: EntityManager, line: AuditLine, use: KeyUse | null, answer: unknown): Promise<void> {
  const values = [actorKey(line.actor), action(), line.status, line.traceId, line.businessAt];
  if (!use) return execute(tx, INSERT, values);
  return execute(tx, INSERT_AND_ANSWER, [...values, answer === undefined ? null : JSON.stringify(answer), use.key]);
}

function action(): string {
  const context = requestContext.current();
  return context ? `${context.method} ${context.route}` : 'job';
}
