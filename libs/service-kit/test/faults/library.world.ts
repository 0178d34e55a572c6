import { randomBytes, randomUUID } from 'node:crypto';
import { TempBroker, testEnv, TestIdentity } from '@app/testing';
import pg from 'pg';
import { ensureDatabases } from '../../../../deploy/local/databases.js';

/** What a library needs around it, with its database at any server, and a coordinator to talk to it. */
export class LibraryWorld {
  readonly organizationId = randomUUID();
  private readonly personId = randomUUID();

  private constructor(
    /** Administrator's address of the library's database. */
    readonly adminUrl: string,
    readonly databaseUrl: string,
    private readonly broker: TempBroker,
    private readonly identity: TestIdentity,
  ) {}

  static async create(serverUrl: string): Promise<LibraryWorld> {
    const database = `library_${randomBytes(5).toString('hex')}`;
    await ensureDatabases(serverUrl, [{ database, role: 'test_library', password: 'test_library' }]);
    const [admin, own] = [new URL(serverUrl), new URL(serverUrl)];
    admin.pathname = own.pathname = `/${database}`;
    own.username = own.password = 'test_library';
    const manifests = [{ name: 'library', consumes: ['state:directory.grant.v1'] }, { name: 'directory' }];
    const [broker, identity] = await Promise.all([TempBroker.create(manifests), TestIdentity.start()]);
    return new LibraryWorld(admin.href, own.href, broker, identity);
  }

  /** Environment of a replica; its database may be reached by another way. */
  environment(databaseUrl = this.databaseUrl): Record<string, string> {
    const { broker, identity } = this;
    return testEnv({ service: 'library', identity, broker, extra: { DATABASE_URL: databaseUrl } });
  }

  /** Headers of a coordinator, whose token is good for so many seconds. Only once a replica has made the tables. */
  async coordinator(expiresIn = 3600): Promise<Record<string, string>> {
    const sql = `INSERT INTO access_grants (id, person_id, role, scope, scope_id, valid_from)
      VALUES ($1, $2, 'coordinator', 'organization', $3, '2020-01-01') ON CONFLICT DO NOTHING`;
    await this.query(sql, [randomUUID(), this.personId, this.organizationId]);
    return {
      'content-type': 'application/json',
      ...(await this.identity.headers({ personId: this.personId, expiresIn })),
    };
  }

  /** As somebody who sees everything. */
  async query<T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.adminUrl });
    await client.connect();
    try {
      return (await client.query<T>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.broker.stop(), this.identity.stop()]);
  }
}
