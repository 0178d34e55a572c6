import { serviceDataSource } from '@app/service-kit';
import { TempDatabase } from '@app/testing';
import pg from 'pg';
import { assessmentService } from '../../../apps/assessment/src/assessment.service-options.js';
import { certificationService } from '../../../apps/certification/src/certification.service-options.js';
import { directoryService } from '../../../apps/directory/src/directory.service-options.js';
import { enrollmentService } from '../../../apps/enrollment/src/enrollment.service-options.js';
import { identityService } from '../../../apps/identity/src/identity.service-options.js';
import { programsService } from '../../../apps/programs/src/programs.service-options.js';
import type { Reader } from './databases.ts';

const SERVICES = [
  assessmentService,
  certificationService,
  directoryService,
  enrollmentService,
  identityService,
  programsService,
];

/** Databases as a fresh platform has them, read past row-level security as the checker does. */
export class ServiceDatabases implements Reader {
  private constructor(private readonly opened: Map<string, { database: TempDatabase; client: pg.Client }>) {}

  static async create(): Promise<ServiceDatabases> {
    const opened = new Map<string, { database: TempDatabase; client: pg.Client }>();
    // One after the other: the roles that they make are rows of one table.
    for (const options of SERVICES) {
      const database = await TempDatabase.create(serviceDataSource(options));
      const client = new pg.Client({ connectionString: database.adminUrl });
      await client.connect();
      opened.set(options.name, { database, client });
    }
    return new ServiceDatabases(opened);
  }

  get services(): string[] {
    return [...this.opened.keys()];
  }

  async query<Row extends pg.QueryResultRow>(service: string, sql: string): Promise<Row[]> {
    return (await this.opened.get(service)!.client.query<Row>(sql)).rows;
  }

  async drop(): Promise<void> {
    for (const { database, client } of this.opened.values()) {
      await client.end();
      await database.drop();
    }
  }
}
