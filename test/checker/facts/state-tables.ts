/** Where the owner keeps the rows whose versions a state has. */
const STATE_TABLES: Record<string, string> = {
  'directory.organization': 'organizations',
  'directory.person': 'people',
  'directory.appointment': 'appointments',
  'directory.grant': 'grants',
  'programs.cohort': 'cohorts',
  'programs.module': 'modules',
  'programs.session': 'sessions',
};

/** The owner's table of a state. A state without one would be a state that nobody checks. */
export function stateTable(entity: string): string {
  const table = STATE_TABLES[entity];
  if (!table) throw new Error(`No table is known for ${entity}`);
  return table;
}
