import { serviceDataSource } from '@app/service-kit';
import { TempDatabase } from '@app/testing';
import { assessmentService } from './assessment.service-options.js';

let database: TempDatabase;

beforeAll(async () => {
  database = await TempDatabase.create(serviceDataSource(assessmentService));
});

afterAll(async () => {
  await database?.drop();
});

describe('after the migrations', () => {
  it('nothing is left to generate from the entities', async () => {
    const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();

    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('every table of this service forces row-level security', async () => {
    const tables = assessmentService.entities.map((entity) => database.dataSource.getMetadata(entity).tableName);

    const forced = await database.dataSource.query(
      'SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relname = ANY ($1)',
      [tables],
    );

    expect(forced.map(({ relname }: { relname: string }) => relname).sort()).toEqual([...tables].sort());
  });
});
