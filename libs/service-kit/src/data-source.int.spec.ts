import { TempDatabase, testRun } from '@app/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { libraryService } from '../test/library.service.js';
import { createDataSourceOptions, migrate, serviceDataSource } from './data-source.js';

describe('the migrations', () => {
  it('leave nothing for the schema builder to do', async () => {
    const database = await TempDatabase.create(serviceDataSource(libraryService));
    try {
      const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await database.drop();
    }
  });

  it('run once when two replicas start together', async () => {
    const admin = new pg.Client({ connectionString: testRun().postgresUrl });
    const name = `library_race_${process.pid}`;
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    const url = new URL(testRun().postgresUrl);
    url.pathname = `/${name}`;
    const options = createDataSourceOptions(libraryService, url.href);
    // Shorter than the migrations of the other replica take.
    const hasty = { ...options, extra: { ...(options.extra as object), statement_timeout: 50 } };
    const replicas = await Promise.all([1, 2].map(() => new DataSource(hasty).initialize()));
    const holder = new pg.Client({ connectionString: url.href });
    await holder.connect();
    try {
      await holder.query(`SELECT pg_advisory_lock(hashtext('tulga:migrations'))`);
      const migrating = Promise.all(replicas.map((replica) => migrate(replica)));
      await holder.query('SELECT pg_sleep(0.3)');
      await holder.end();
      const counts = await migrating;

      const all = serviceDataSource(libraryService).migrations.length;
      expect(counts.sort((a, b) => a - b)).toEqual([0, all]);
    } finally {
      await Promise.all(replicas.map((replica) => replica.destroy()));
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    }
  });
});
