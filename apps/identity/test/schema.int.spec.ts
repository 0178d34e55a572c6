import { serviceDataSource } from '@app/service-kit';
import { TempDatabase } from '@app/testing';
import { identityService } from '../src/identity.service-options.js';

describe('The schema of identity', () => {
  let database: TempDatabase;

  beforeAll(async () => {
    database = await TempDatabase.create(serviceDataSource(identityService));
  });

  afterAll(() => database.drop());

  it('is what the entities say: TypeORM finds nothing to generate', async () => {
    const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();

    const tables = /oidc_models|signing_keys|people|accounts/;
    expect(upQueries.map(({ query }) => query).filter((query) => tables.test(query))).toEqual([]);
  });

  it.each(['people', 'accounts'])(
    'shows no row of %s to who has no scope, and one person only himself',
    async (table) => {
      const id = '01900000-0000-7000-8000-000000000009';
      const columns = table === 'people' ? `(id, cyrillic, latin, active)` : `(person_id, login, password_hash)`;
      const values = table === 'people' ? `('${id}', 'Ару', 'Aru', true)` : `('${id}', 'aru', 'x')`;
      await as({ scope: 'service' }, `INSERT INTO ${table} ${columns} VALUES ${values}`);

      expect(await as({}, `SELECT 1 FROM ${table}`)).toHaveLength(0);
      expect(await as({ scope: 'organizations', person: id }, `SELECT 1 FROM ${table}`)).toHaveLength(1);
      expect(
        await as({ scope: 'organizations', person: '01900000-0000-7000-8000-000000000008' }, `SELECT 1 FROM ${table}`),
      ).toHaveLength(0);
    },
  );

  function as(settings: Record<string, string>, sql: string): Promise<object[]> {
    return database.dataSource.transaction(async (tx) => {
      for (const [name, value] of Object.entries(settings)) {
        await tx.query(`SELECT set_config($1, $2, true)`, [`app.${name}`, value]);
      }
      return tx.query(sql);
    });
  }
});
