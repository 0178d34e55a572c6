/** Which columns say who may see a row. */
export interface RowOwners {
  /** Organization the row is at home in. */
  home: string | null;
  /** Organization that runs the program of the row. */
  organizer: string | null;
  /** Person the row is about. */
  person: string | null;
  /** Program of the row, for grants at a program. */
  program?: string | null;
  /**
   * A further way to see a row, as SQL over its columns, such as a seat on its panel:
   * `EXISTS (SELECT 1 FROM panel_members m WHERE m.panel_id = id AND m.person_id = tulga_person())`.
   * Policies of the tables in it apply, so two tables must not look at each other.
   */
  also?: string;
}

/**
 * SQL for a migration: from now on the table shows and takes only rows of the actor's scope, for its owner too.
 * With no scope set nothing is seen and nothing is written.
 */
export function secureTable(table: string, owners: RowOwners): string {
  // Sub-selects are run once for a statement; a plain call would be run for each of a million rows.
  const ways = ['(SELECT tulga_sees_all())'];
  for (const column of [owners.home, owners.organizer]) {
    if (column) ways.push(`"${column}" = ANY ((SELECT tulga_organizations())::uuid[])`);
  }
  if (owners.program) ways.push(`"${owners.program}" = ANY ((SELECT tulga_programs())::uuid[])`);
  if (owners.person) ways.push(`"${owners.person}" = (SELECT tulga_person())`);
  if (owners.also) ways.push(`(${owners.also})`);
  return secureTableWith(table, ways.join(' OR '));
}

/** SQL for a migration: rows that every signed-in actor may read, such as replicas of organizations; services write them. */
export function secureReferenceTable(table: string): string {
  return `
    ALTER TABLE "${table}" ENABLE ROW LEVEL SECURITY;
    ALTER TABLE "${table}" FORCE ROW LEVEL SECURITY;
    CREATE POLICY "${table}_read" ON "${table}" FOR SELECT USING ((SELECT tulga_scope()) IS NOT NULL);
    CREATE POLICY "${table}_write" ON "${table}" USING ((SELECT tulga_scope()) = 'service')
      WITH CHECK ((SELECT tulga_scope()) = 'service');
  `;
}

function secureTableWith(table: string, condition: string): string {
  return `
    ALTER TABLE "${table}" ENABLE ROW LEVEL SECURITY;
    ALTER TABLE "${table}" FORCE ROW LEVEL SECURITY;
    CREATE POLICY "${table}_scope" ON "${table}" USING (${condition}) WITH CHECK (${condition});
  `;
}
