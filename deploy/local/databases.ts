import pg from 'pg';

/** A database and the role that owns it. */
export interface DatabasePlan {
  database: string;
  role: string;
  password: string;
}

/**
 * Makes what is missing and sets passwords and rights of what is there. A role owns its one database and reaches no
 * other; it is no superuser and cannot step around row-level security. Returns the names of the new databases.
 */
export async function ensureDatabases(adminUrl: string, plans: DatabasePlan[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    // Until it is disconnected: two who change the rights of one database at once get "tuple concurrently updated".
    await client.query(`SELECT pg_advisory_lock(hashtext('tulga:databases'))`);
    const made: string[] = [];
    for (const plan of plans) if (await ensureDatabase(client, plan)) made.push(plan.database);
    await client.query('REVOKE CONNECT ON DATABASE postgres FROM PUBLIC');
    await client.query('REVOKE CONNECT ON DATABASE template1 FROM PUBLIC');
    return made;
  } finally {
    await client.end();
  }
}

async function ensureDatabase(client: pg.Client, { database, role, password }: DatabasePlan): Promise<boolean> {
  const [quotedDatabase, quotedRole] = [pg.escapeIdentifier(database), pg.escapeIdentifier(role)];
  const { rowCount: hasRole } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  await client.query(
    `${hasRole ? 'ALTER' : 'CREATE'} ROLE ${quotedRole} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION ` +
      `NOBYPASSRLS PASSWORD ${pg.escapeLiteral(password)}`,
  );
  const { rowCount: hasDatabase } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  if (!hasDatabase) await client.query(`CREATE DATABASE ${quotedDatabase} OWNER ${quotedRole}`);
  await client.query(`REVOKE ALL ON DATABASE ${quotedDatabase} FROM PUBLIC`);
  return !hasDatabase;
}
