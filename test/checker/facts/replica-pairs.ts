/** Where rows are read. */
export interface Source {
  service: string;
  from: string;
  id: string;
}

/** A table that a service keeps of an owner's rows, and how each of its columns follows from them. */
export interface Pair {
  name: string;
  owner: Source;
  replica: Source;
  /** Each column of the replica with what the owner says of it, in SQL. */
  columns: Record<string, string>;
}

const NAME = { name: `jsonb_build_object('cyrillic', name_cyrillic, 'latin', name_latin)` };
const OFFICE = 'person_id, organization_id, title';
const HELD = { held_from: '"from"', held_until: 'until' };
const GRANT = 'person_id, client_id, role, scope, scope_id, revoked_at';
const COHORT = 'program_id, organizer_id';
const RULES = 'title, subject_kind, completion_rule';
const SEATS = { seats_total: `seats->'total'`, seats_per_organization: `seats->'perOrganization'` };
/** No column of the owner: the cohort is concluded by the fact. */
const CONCLUDED = {
  concluded_at: `(SELECT (envelope->'data'->>'concludedAt')::timestamptz FROM event_log
    WHERE name = 'programs.cohort.concluded.v1' AND aggregate_id = cohorts.id::text)`,
};
/** Each once, where it is named first. */
const PARTNERS = {
  partner_ids: `ARRAY(SELECT named.partner->>'organizationId'
    FROM jsonb_array_elements(partners) WITH ORDINALITY AS named (partner, place) GROUP BY 1 ORDER BY min(place))`,
};

/** Columns that no owner has. */
export const OWN_COLUMNS: Record<string, string[]> = {
  // When enrollment heard of the project first.
  'enrollment.project_results': ['known_since'],
};

/** Every replica and projection. */
export const PAIRS: readonly Pair[] = [
  kept('directory.organizations', 'enrollment', 'name, kind, ownership, parent_id, country, active'),
  kept('directory.organizations', 'assessment', 'name, parent_id'),
  kept('directory.organizations', 'certification', 'name, active'),
  kept('directory.organizations', 'programs', 'kind, active'),
  kept('directory.people', 'enrollment', 'active', NAME),
  kept('directory.people', 'assessment', '', NAME),
  kept('directory.people', 'certification', '', NAME),
  kept('directory.people', 'identity', 'active', { cyrillic: 'name_cyrillic', latin: 'name_latin' }),
  kept('directory.appointments', 'enrollment', `category, ${OFFICE}`, HELD),
  kept('directory.appointments', 'certification', OFFICE, HELD),
  kept('directory.appointments', 'assessment', `${OFFICE}, from, until`),
  ...['assessment', 'certification', 'directory', 'enrollment', 'identity', 'programs'].map((service) =>
    kept('directory.grants', `${service}.access_grants`, GRANT, { valid_from: '"from"', valid_until: 'until' }),
  ),
  kept('programs.cohorts', 'enrollment', `code, status, nominations, target_categories, ${COHORT}, ${RULES}`, {
    ...SEATS,
    ...CONCLUDED,
  }),
  kept('programs.cohorts', 'assessment', COHORT, {
    commissioner_id: ofProgram(`commission->>'commissionerId'`),
    ...PARTNERS,
  }),
  kept('programs.cohorts', 'certification', `starts_on, ends_on, documents, ${COHORT}, ${RULES}`, {
    program_title: ofProgram('programs.title'),
    author_id: ofProgram('author_id'),
    ...CONCLUDED,
  }),
  kept('programs.modules', 'enrollment', 'cohort_id, number, kind'),
  kept('programs.sessions', 'enrollment', 'cohort_id, module_id, number, starts_at, ends_at, counted, status'),
  kept('programs.sessions', 'assessment', 'cohort_id'),
  kept('enrollment.participants', 'assessment', 'cohort_id, person_id, organization_id, withdrawn_at'),
  kept('enrollment.participants', 'certification', 'cohort_id, person_id, withdrawn_at', {
    home_organization_id: 'organization_id',
  }),
  {
    name: 'assessment.projects in enrollment',
    owner: {
      service: 'assessment',
      from: `projects JOIN project_authors AS author ON author.project_id = projects.id AND submitted_version > 0`,
      id: `author.participant_id || ' ' || projects.id`,
    },
    replica: { service: 'enrollment', from: 'project_results', id: `participant_id || ' ' || project_id` },
    columns: {
      ...{ project_id: 'projects.id', participant_id: 'author.participant_id' },
      ...{ cohort_id: 'projects.cohort_id', outcome: 'projects.outcome' },
    },
  },
];

/** Rows of the owner's table in a table of the reader's, of the same name if no other is given: most columns have the owner's names. */
function kept(owner: string, reader: string, same: string, others: Record<string, string> = {}): Pair {
  const [service, from] = owner.split('.');
  const [readingService, table = from] = reader.split('.');
  const names = same.split(', ').filter((name) => name !== '');
  return {
    name: `${owner} in ${readingService}`,
    owner: { service, from, id: 'id' },
    replica: { service: readingService, from: table, id: 'id' },
    columns: { ...Object.fromEntries(names.map((name) => [name, `"${name}"`])), ...others },
  };
}

/** What a cohort's state says of its program. */
function ofProgram(column: string): string {
  return `(SELECT ${column} FROM programs WHERE programs.id = cohorts.program_id)`;
}
