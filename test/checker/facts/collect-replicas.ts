import type { Databases } from './databases.ts';
import type { ReplicaFacts } from './facts.ts';

/** Rows of one table as two services know them: the same columns in the words of each. */
interface Pair {
  table: string;
  owner: string;
  columns: string;
  replicas: { service: string; table?: string; columns: string }[];
}

const OFFICE = `person_id, organization_id, title, "from", until`;
const HELD_OFFICE = 'person_id, organization_id, title, held_from, held_until';
const GRANT = 'person_id, client_id, role, scope, scope_id, "from", until, revoked_at';
const GRANTED = 'person_id, client_id, role, scope, scope_id, valid_from, valid_until, revoked_at';

/** `replicas` with several services have the same columns for all of them; each entry stands beside the owner's. */
const PAIRS: readonly Pair[] = [
  pair('directory', 'organizations', 'name, kind, ownership, parent_id, country, active', ['enrollment']),
  pair('directory', 'organizations', 'name, parent_id', ['assessment']),
  pair('directory', 'organizations', 'name, active', ['certification']),
  pair('directory', 'organizations', 'kind, active', ['programs']),
  pair('directory', 'people', `${named('name_cyrillic', 'name_latin')}, active`, ['enrollment'], 'name, active'),
  pair('directory', 'people', named('name_cyrillic', 'name_latin'), ['assessment', 'certification'], 'name'),
  pair('directory', 'people', 'name_cyrillic, name_latin, active', ['identity'], 'cyrillic, latin, active'),
  pair('directory', 'appointments', `category, ${OFFICE}`, ['enrollment'], `category, ${HELD_OFFICE}`),
  pair('directory', 'appointments', OFFICE, ['certification'], HELD_OFFICE),
  pair('directory', 'appointments', OFFICE, ['assessment']),
  ...['assessment', 'certification', 'directory', 'enrollment', 'identity', 'programs'].map((service) => ({
    ...{ owner: 'directory', table: 'grants', columns: GRANT },
    replicas: [{ service, table: 'access_grants', columns: GRANTED }],
  })),
  pair(
    ...(['programs', 'cohorts'] as const),
    `program_id, organizer_id, code, title, status, nominations, subject_kind, completion_rule`,
    ['enrollment'],
  ),
  pair('programs', 'cohorts', 'program_id, organizer_id', ['assessment']),
  pair(
    ...(['programs', 'cohorts'] as const),
    'program_id, title, organizer_id, starts_on, ends_on, subject_kind, completion_rule, documents',
    ['certification'],
  ),
  pair('programs', 'modules', 'cohort_id, number, kind', ['enrollment']),
  pair('programs', 'sessions', 'cohort_id, module_id, number, starts_at, counted, status', ['enrollment']),
  pair('programs', 'sessions', 'cohort_id', ['assessment']),
  pair('enrollment', 'participants', 'cohort_id, person_id, organization_id, withdrawn_at', ['assessment']),
  pair(
    ...(['enrollment', 'participants'] as const),
    'cohort_id, person_id, organization_id, withdrawn_at',
    ['certification'],
    'cohort_id, person_id, home_organization_id, withdrawn_at',
  ),
];

const RESULTS = {
  owner: `SELECT author.participant_id || ' ' || project.id AS id, jsonb_build_array(project.outcome)::text AS row
    FROM projects AS project JOIN project_authors AS author ON author.project_id = project.id
    WHERE project.submitted_version > 0`,
  replica: `SELECT participant_id || ' ' || project_id AS id, jsonb_build_array(outcome)::text AS row FROM project_results`,
};

/** Reads what others keep of each owner's rows. */
export async function collectReplicas(databases: Databases): Promise<ReplicaFacts[]> {
  const found: ReplicaFacts[] = [];
  for (const { owner, table, columns, replicas } of PAIRS)
    for (const replica of replicas)
      found.push({
        name: `${owner}.${table} in ${replica.service}`,
        owner: await read(databases, owner, rowsOf(table, columns)),
        replica: await read(databases, replica.service, rowsOf(replica.table ?? table, replica.columns)),
      });
  found.push({
    name: 'assessment.projects in enrollment',
    owner: await read(databases, 'assessment', RESULTS.owner),
    replica: await read(databases, 'enrollment', RESULTS.replica),
  });
  return found;
}

function pair(owner: string, table: string, columns: string, services: string[], theirs = columns): Pair {
  return { owner, table, columns, replicas: services.map((service) => ({ service, columns: theirs })) };
}

function named(cyrillic: string, latin: string): string {
  return `jsonb_build_object('cyrillic', ${cyrillic}, 'latin', ${latin})`;
}

function rowsOf(table: string, columns: string): string {
  return `SELECT id, jsonb_build_array(${columns})::text AS row FROM ${table}`;
}

async function read(databases: Databases, service: string, sql: string): Promise<Map<string, string>> {
  const rows = await databases.query<{ id: string; row: string }>(service, sql);
  return new Map(rows.map(({ id, row }) => [id, row]));
}
