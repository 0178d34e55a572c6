import { serviceDataSource } from '@app/service-kit';
import { TempDatabase } from '@app/testing';
import { directoryService } from '../src/directory.service-options.js';

const names = ['appointments', 'grants', 'invitations', 'organizations', 'people'];
// Indexes and constraints are named after their tables; service-kit's access_grants are not ours.
const ours = new RegExp(`"(${names.join('|')})["_]`);

describe('the schema of the directory', () => {
  let database: TempDatabase;

  beforeAll(async () => {
    database = await TempDatabase.create(serviceDataSource(directoryService));
  });

  afterAll(() => database?.drop());

  it('is what the entities say: nothing is left to generate after the migrations', async () => {
    const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();

    expect(upQueries.map(({ query }) => query).filter((query) => ours.test(query))).toEqual([]);
  });

  it('binds the owner of the tables to row-level security', async () => {
    const rows = await database.dataSource.query(
      `SELECT relname, relrowsecurity AND relforcerowsecurity AS secured FROM pg_class
       WHERE relname = ANY ($1) ORDER BY relname`,
      [names],
    );

    expect(rows).toEqual(names.map((relname) => ({ relname, secured: true })));
  });

  it('goes away again, table by table', async () => {
    for (let count = directoryService.migrations.length; count > 0; count--) {
      await database.dataSource.undoLastMigration();
    }

    const [{ count }] = await database.dataSource.query(
      'SELECT count(*)::int AS count FROM pg_class WHERE relname = ANY ($1)',
      [names],
    );
    expect(count).toBe(0);
  });
});
