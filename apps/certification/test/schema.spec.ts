import { serviceDataSource } from '@app/service-kit';
import { TempDatabase } from '@app/testing';
import { certificationService } from '../src/certification.service-options.js';
import { entities } from '../src/data-source.js';

let database: TempDatabase;

beforeAll(async () => {
  database = await TempDatabase.create(serviceDataSource(certificationService));
});

afterAll(() => database?.drop());

describe('The migrated schema', () => {
  it('leaves TypeORM nothing to generate', async () => {
    const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();

    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('forces row-level security on every table of the service', async () => {
    const rows = await database.dataSource.query<{ name: string }[]>(
      `SELECT relname AS name FROM pg_class
       WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relrowsecurity AND relforcerowsecurity`,
    );
    const own = entities.map((entity) => database.dataSource.getMetadata(entity).tableName);

    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(own));
  });

  it('shows and takes nothing without a scope', async () => {
    for (const entity of entities) expect(await database.dataSource.manager.count(entity)).toBe(0);
    const counter = `INSERT INTO registry_counters (prefix, year, last) VALUES ('TLG', 2025, 1)`;

    await expect(database.dataSource.query(counter)).rejects.toThrow('row-level security');
  });
});
