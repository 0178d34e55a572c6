import { randomUUID } from 'node:crypto';
import { TempBroker, TempDatabase, testEnv, TestIdentity } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { createService, serviceDataSource } from '../src/index.js';
import { libraryService } from './library.service.js';

/** The library service on a real database and broker, and a coordinator of one organization to talk to it. */
export interface RunningLibrary {
  app: NestFastifyApplication;
  identity: TestIdentity;
  broker: TempBroker;
  database: TempDatabase;
  /** Looks past row-level security. */
  admin: pg.Client;
  personId: string;
  organizationId: string;
  /** The coordinator's own headers. */
  headers: Record<string, string>;
  post(body: object | string, more?: Record<string, string>): ReturnType<NestFastifyApplication['inject']>;
  stop(): Promise<void>;
}

export async function startLibrary(extra: Record<string, string> = {}): Promise<RunningLibrary> {
  const [identity, database, broker] = await Promise.all([
    TestIdentity.start(),
    TempDatabase.create(serviceDataSource(libraryService)),
    TempBroker.create([{ name: 'library', consumes: ['state:directory.grant.v1'] }, { name: 'directory' }]),
  ]);
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const [personId, organizationId] = [randomUUID(), randomUUID()];
  await admin.query(
    `INSERT INTO access_grants (id, person_id, role, scope, scope_id, valid_from)
     VALUES ($1, $2, 'coordinator', 'organization', $3, '2020-01-01')`,
    [randomUUID(), personId, organizationId],
  );
  const app = await createService(libraryService, testEnv({ service: 'library', identity, database, broker, extra }));
  const headers = await identity.headers({ personId });
  return {
    ...{ app, identity, broker, database, admin, personId, organizationId, headers },
    post: (payload, more = {}) =>
      app.inject({
        method: 'POST',
        url: '/v1/books',
        headers: { 'content-type': 'application/json', ...headers, ...more },
        payload,
      }),
    stop: async () => {
      await app.close();
      await admin.end();
      await Promise.all([database.drop(), broker.stop(), identity.stop()]);
    },
  };
}
