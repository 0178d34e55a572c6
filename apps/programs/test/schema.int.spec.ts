import { serviceDataSource } from '@app/service-kit';
import { TempDatabase } from '@app/testing';
import { programsService } from '../src/programs.service-options.js';

let database: TempDatabase;

beforeAll(async () => {
  database = await TempDatabase.create(serviceDataSource(programsService));
});

afterAll(() => database?.drop());

const ownTables = () =>
  programsService.entities.map((entity) => database.dataSource.getMetadata(entity).tableName).sort();

const existing = async (condition = 'true'): Promise<string[]> => {
  const rows = await database.dataSource.query<{ name: string }[]>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname = ANY ($1) AND ${condition} ORDER BY relname`,
    [ownTables()],
  );
  return rows.map(({ name }) => name);
};

describe('the schema of programs', () => {
  it('is what the entities say: nothing is left to generate after the migrations', async () => {
    const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();

    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('forces row-level security on every table, for its owner too', async () => {
    expect(await existing('relrowsecurity AND relforcerowsecurity')).toEqual(ownTables());
  });

  it('goes away again, migration by migration', async () => {
    for (let count = programsService.migrations.length; count > 0; count--) {
      await database.dataSource.undoLastMigration();
    }

    expect(await existing()).toEqual([]);
  });
});
