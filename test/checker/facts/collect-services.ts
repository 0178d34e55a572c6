import { readContractName } from '../../../deploy/nats/manifest.ts';
import { manifestOf } from '../../../deploy/local/manifests.ts';
import type { Reader } from './databases.ts';
import type { Position, ServiceFacts } from './facts.ts';

const TABLES = `
  SELECT owned.table_name AS name, bool_or(version.column_name IS NOT NULL) AS versioned
  FROM information_schema.columns AS owned
  LEFT JOIN information_schema.columns AS version
    ON version.table_schema = 'public' AND version.table_name = owned.table_name AND version.column_name = 'version'
  WHERE owned.table_schema = 'public' AND owned.column_name = 'id' AND owned.data_type = 'uuid'
  GROUP BY owned.table_name`;

const LOG = `
  SELECT aggregate, aggregate_id AS id, count(*)::int AS count, max(sequence)::int AS last
  FROM event_log GROUP BY aggregate, aggregate_id`;

const POSITIONS = `SELECT kind, aggregate, aggregate_id AS id, sequence::int, applied::int, held FROM positions`;

const WAITING = `
  SELECT (SELECT count(*)::int FROM outbox) AS outbox, (SELECT count(*)::int FROM parked) AS parked,
    (SELECT count(*)::int FROM dead_letters WHERE state = 'open') AS "deadLetters"`;

/** Reads what every service has committed and how far it has come with the others' events. */
export async function collectServices(databases: Reader): Promise<ServiceFacts[]> {
  return Promise.all(databases.services.map((name) => collectService(databases, name)));
}

/** How many rows each table has, as `service.table`. */
export function rowCounts(services: ServiceFacts[]): Map<string, number> {
  return new Map(services.flatMap(({ name, rows }) => [...rows].map(([table, ids]) => [`${name}.${table}`, ids.size])));
}

async function collectService(databases: Reader, name: string): Promise<ServiceFacts> {
  const keys = await databases.query<{ key: string }>(name, 'SELECT key FROM idempotency_keys');
  const [waiting] = await databases.query<ServiceFacts['waiting']>(name, WAITING);
  return {
    ...{ name, consumes: consumedBy(name), rows: await rowsOf(databases, name) },
    keys: new Set(keys.map(({ key }) => key)),
    log: await databases.query<ServiceFacts['log'][number]>(name, LOG),
    positions: await databases.query<Position>(name, POSITIONS),
    waiting,
  };
}

/** Aggregates and entities that the manifest of a service says it hears of. */
export function consumedBy(service: string): ServiceFacts['consumes'] {
  const names = manifestOf(service).consumes.map(readContractName);
  const aggregates = (wanted: 'fact' | 'state'): string[] => {
    const subjects = names.filter(({ kind }) => kind === wanted).map(({ subject }) => subject);
    return [...new Set(subjects.map((subject) => subject.split('.').slice(1, 3).join('.')))];
  };
  return { facts: aggregates('fact'), states: aggregates('state') };
}

async function rowsOf(databases: Reader, service: string): Promise<ServiceFacts['rows']> {
  const rows: ServiceFacts['rows'] = new Map();
  for (const { name, versioned } of await databases.query<{ name: string; versioned: boolean }>(service, TABLES)) {
    const version = versioned ? 'version' : '0';
    const sql = `SELECT id, ${version}::int AS version FROM ${name}`;
    const found = await databases.query<{ id: string; version: number }>(service, sql);
    rows.set(name, new Map(found.map((row) => [row.id, row.version])));
  }
  return rows;
}
