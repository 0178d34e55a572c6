import type { EntityManager } from 'typeorm';
import { actorKey, type Actor } from './access/actor.js';
import { Problem } from './problems/problem.js';
import type { RequestContext } from './request-context.js';
import { scopeSettings, SET_SCOPE } from './scope-settings.js';

/** One use of an Idempotency-Key: by whom, for what. */
export interface KeyUse {
  readonly key: string;
  readonly actor: string;
  readonly fingerprint: string;
}

// Sets the scope and takes the key in one round trip. A key in use waits here for the other transaction; a key older
// than a day is taken over.
const TAKE = `WITH scope AS MATERIALIZED (SELECT ${SET_SCOPE})
  INSERT INTO idempotency_keys AS old (key, actor, fingerprint)
  SELECT $5, $6, $7 FROM scope
  ON CONFLICT (key) DO UPDATE SET actor = excluded.actor, fingerprint = excluded.fingerprint, answer = NULL, created_at = now()
  WHERE old.created_at < now() - interval '1 day'
  RETURNING key`;

/** The key of this request's next transaction, if the caller sent one. The second transaction has a key of its own. */
export function keyUseOf(context: RequestContext | undefined, actor: Actor): KeyUse | null {
  if (!context?.idempotencyKey) return null;
  const ordinal = context.transactions++;
  const key = ordinal === 0 ? context.idempotencyKey : `${context.idempotencyKey}\n${ordinal}`;
  return { key, actor: actorKey(actor), fingerprint: context.fingerprint() };
}

/** Sets the scope and takes the key. Returns the answer of the first use, or null when this is the first. */
export async function takeKey(tx: EntityManager, actor: Actor, use: KeyUse): Promise<{ answer: unknown } | null> {
  const taken = await tx.query(TAKE, [...scopeSettings(actor), use.key, use.actor, use.fingerprint]);
  if (taken.length > 0) return null;
  const [first] = await tx.query('SELECT actor, fingerprint, answer FROM idempotency_keys WHERE key = $1', [use.key]);
  if (first?.actor !== use.actor || first?.fingerprint !== use.fingerprint) {
    throw new Problem(422, 'idempotency-key-reused');
  }
  return { answer: first.answer };
}

/** Removes what is older than the promise made to callers. */
export async function forgetOldKeys(tx: EntityManager): Promise<void> {
  await tx.query(`DELETE FROM idempotency_keys WHERE created_at < now() - interval '25 hours'`);
}
