import { serviceDataSource } from '@app/service-kit';
import { TempDatabase } from '@app/testing';
import { directoryService } from '../src/directory.service-options.js';

const tables = /"(organizations|people|appointments|grants)"/;

describe('the schema of the directory', () => {
  let database: TempDatabase;

  beforeAll(async () => {
    database = await TempDatabase.create(serviceDataSource(directoryService));
  });

  afterAll(() => database?.drop());

  it('is what the entities say: nothing is left to generate after the migrations', async () => {
    const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();

    expect(upQueries.map(({ query }) => query).filter((query) => tables.test(query))).toEqual([]);
  });

  it('shows no row without a scope, for the owner of the tables neither', async () => {
    const rows = await database.dataSource.query(
      `SELECT relname, relrowsecurity AND relforcerowsecurity AS secured FROM pg_class
       WHERE relname IN ('organizations', 'people', 'appointments', 'grants') ORDER BY relname`,
    );

    expect(rows).toEqual(
      ['appointments', 'grants', 'organizations', 'people'].map((relname) => ({ relname, secured: true })),
    );
  });

  it('goes away again, table by table', async () => {
    for (let count = directoryService.migrations.length; count > 0; count--) {
      await database.dataSource.undoLastMigration();
    }

    const [{ count }] = await database.dataSource.query(
      `SELECT count(*)::int AS count FROM pg_class WHERE relname IN ('organizations', 'people', 'appointments', 'grants')`,
    );
    expect(count).toBe(0);
  });
});
