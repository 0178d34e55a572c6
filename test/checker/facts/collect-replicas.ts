import { readManifests } from '../../../deploy/local/manifests.ts';
import { consumedBy } from './collect-services.ts';
import type { Reader } from './databases.ts';
import type { ReplicaFacts } from './facts.ts';
import { PAIRS, type Pair, type Source } from './replica-pairs.ts';
import { stateTable } from './state-tables.ts';

/** Reads what others keep of each owner's rows. */
export async function collectReplicas(databases: Reader): Promise<ReplicaFacts[]> {
  const missing = withoutPair(PAIRS);
  if (missing.length > 0) throw new Error(`Nobody compares ${missing.join(' and ')}`);
  const found: ReplicaFacts[] = [];
  for (const { name, owner, replica, columns } of PAIRS)
    found.push({
      name,
      owner: await read(databases, owner, Object.values(columns)),
      replica: await read(databases, replica, Object.keys(columns).map(quoted)),
    });
  return found;
}

/** States that a manifest says are consumed, and that no pair compares. */
export function withoutPair(pairs: readonly Pair[]): string[] {
  const compared = new Set(pairs.map(({ name }) => name));
  return readManifests()
    .flatMap(({ name }) => consumedBy(name).states.map((entity) => ({ reader: name, entity })))
    .map(({ reader, entity }) => `${entity.split('.')[0]}.${stateTable(entity)} in ${reader}`)
    .filter((name) => !compared.has(name));
}

async function read(databases: Reader, { service, from, id }: Source, columns: string[]): Promise<Map<string, string>> {
  const sql = `SELECT ${id} AS id, jsonb_build_array(${columns.join(', ')})::text AS row FROM ${from}`;
  const rows = await databases.query<{ id: string; row: string }>(service, sql);
  return new Map(rows.map((row) => [row.id, row.row]));
}

function quoted(column: string): string {
  return `"${column}"`;
}
