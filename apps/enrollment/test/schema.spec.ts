import { serviceDataSource } from '@app/service-kit';
import { TempDatabase } from '@app/testing';
import { entities } from '../src/data-source.js';
import { enrollmentService } from '../src/enrollment.service-options.js';

let database: TempDatabase;

beforeAll(async () => {
  database = await TempDatabase.create(serviceDataSource(enrollmentService));
});

afterAll(() => database?.drop());

const tables = async (condition: string): Promise<string[]> => {
  const rows = await database.dataSource.query(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND ${condition}`,
  );
  return rows.map((row: { name: string }) => row.name);
};

describe('The migrated schema', () => {
  it('leaves TypeORM nothing to generate', async () => {
    const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();

    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('forces row-level security on every table of the service', async () => {
    const secured = await tables('relrowsecurity AND relforcerowsecurity');
    const own = entities.map((entity) => database.dataSource.getMetadata(entity).tableName);

    expect(secured).toEqual(expect.arrayContaining(own));
  });

  it('shows and takes nothing without a scope', async () => {
    for (const entity of entities) expect(await database.dataSource.manager.count(entity)).toBe(0);
    const organization = `INSERT INTO organizations (id, name, kind, country, active)
      VALUES (gen_random_uuid(), '{}', 'school', 'KZ', true)`;

    await expect(database.dataSource.query(organization)).rejects.toThrow('row-level security');
  });
});
