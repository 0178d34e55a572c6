import { Column, Entity, PrimaryColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import pg from 'pg';
import { TempDatabase } from './temp-database.js';

@Entity('notes')
class Note {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  owner: string;
}

class CreateNotes1767225600000 implements MigrationInterface {
  name = 'CreateNotes1767225600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE notes (id uuid PRIMARY KEY DEFAULT uuidv7(), owner text NOT NULL)`);
    await runner.query(`ALTER TABLE notes ENABLE ROW LEVEL SECURITY`);
    await runner.query(`ALTER TABLE notes FORCE ROW LEVEL SECURITY`);
    await runner.query(`CREATE POLICY own ON notes USING (owner = current_setting('app.person', true))`);
  }

  async down(): Promise<void> {}
}

const schema = { service: 'notes', entities: [Note], migrations: [CreateNotes1767225600000] };

describe('TempDatabase', () => {
  let database: TempDatabase;

  beforeEach(async () => {
    database = await TempDatabase.create(schema);
  });

  afterEach(() => database.drop());

  it('is migrated and connects as a role that owns it without any power over row-level security', async () => {
    const [role] = await database.dataSource.query(
      `SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, pg_get_userbyid(datdba) = rolname AS owns
         FROM pg_roles JOIN pg_database ON datname = current_database() WHERE rolname = current_user`,
    );

    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreatedb: false,
      rolcreaterole: false,
      owns: true,
    });
  });

  it('hides rows from its role and shows them to the administrator', async () => {
    await database.dataSource.transaction(async (tx) => {
      await tx.query(`SELECT set_config('app.person', 'aru', true)`);
      await tx.insert(Note, { id: '0197fd1c-0000-7000-8000-000000000001', owner: 'aru' });
      expect(await tx.count(Note)).toBe(1);
    });

    expect(await database.dataSource.getRepository(Note).count()).toBe(0);
    await expect(database.dataSource.query('ALTER ROLE CURRENT_USER BYPASSRLS')).rejects.toThrow('permission denied');
    await expect(database.dataSource.query('SET row_security = off; SELECT * FROM notes')).rejects.toThrow('row-level');
    expect(await rowsSeenBy(database.adminUrl)).toBe(1);
  });

  it('shares nothing with a second one', async () => {
    const other = await TempDatabase.create(schema);
    await withAdmin(other.adminUrl, (admin) => admin.query(`INSERT INTO notes (owner) VALUES ('dana')`));

    expect(await rowsSeenBy(database.adminUrl)).toBe(0);
    expect(await rowsSeenBy(other.adminUrl)).toBe(1);

    await other.drop();
  });

  it('is closed to the role of another service', async () => {
    const other = await TempDatabase.create({ service: 'strangers' });
    const url = new URL(other.url);
    url.pathname = `/${database.name}`;

    await expect(withAdmin(url.href, (client) => client.query('SELECT 1'))).rejects.toThrow('permission denied');

    await other.drop();
  });
});

async function rowsSeenBy(url: string): Promise<number> {
  return withAdmin(url, async (client) => {
    const { rows } = await client.query('SELECT count(*)::int AS count FROM notes');
    return rows[0].count;
  });
}

async function withAdmin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
