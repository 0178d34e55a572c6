import { execute } from '@app/messaging';
import type { EntityManager } from 'typeorm';
import type { Actor, Grant } from './access/actor.js';

const SEE_ALL_ROLES = new Set(['platform-administrator', 'ministry-officer', 'auditor']);

/** Values of the `app.…` settings that row-level security reads, in the order of SET_SCOPE. */
export function scopeSettings(actor: Actor): [scope: string, organizations: string, programs: string, person: string] {
  if (actor.kind === 'service') return ['service', '{}', '{}', ''];
  const person = actor.kind === 'person' ? actor.personId : '';
  const seesAll = actor.grants.some((grant) => grant.scope === 'platform' && SEE_ALL_ROLES.has(grant.role));
  if (seesAll) return ['platform', '{}', '{}', person];
  return ['organizations', idsOf(actor.grants, 'organization'), idsOf(actor.grants, 'program'), person];
}

/** All are undone with the transaction. One column, since nobody reads it. */
export const SET_SCOPE = `concat(set_config('app.scope', $1, true), set_config('app.organizations', $2, true),
  set_config('app.programs', $3, true), set_config('app.person', $4, true))`;

/** Sets the scope for the rest of a transaction that changes things. */
export async function setScope(tx: EntityManager, actor: Actor): Promise<void> {
  await execute(tx, `SELECT ${SET_SCOPE}`, scopeSettings(actor));
}

/** Sets the scope and forbids changes, in one statement. */
export async function setReadScope(tx: EntityManager, actor: Actor): Promise<void> {
  await execute(tx, `SELECT ${SET_SCOPE}, set_config('transaction_read_only', 'on', true)`, scopeSettings(actor));
}

function idsOf(grants: readonly Grant[], scope: Grant['scope']): string {
  const ids = grants.filter((grant) => grant.scope === scope && grant.scopeId).map((grant) => grant.scopeId);
  return `{${[...new Set(ids)].join(',')}}`;
}
