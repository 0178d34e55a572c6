import { join } from 'node:path';
import pg from 'pg';
import { readManifests } from '../../../deploy/local/manifests.ts';
import type { Platform } from '../../../deploy/local/platform.ts';
import { commandLine } from '../../../deploy/local/processes.ts';
import { Secrets } from '../../../deploy/local/secrets.ts';

/** What facts are read from. */
export type Reader = Pick<Databases, 'services' | 'query'>;

/** Row-level security hides nothing from the administrator of the server, and the checker owns the platform. */
export class Databases {
  private readonly clients = new Map<string, pg.Client>();

  private constructor() {}

  /** Connects to the database of every service. */
  static async open(platform: Platform): Promise<Databases> {
    const password = new Secrets(join(platform.dataDir, 'secrets.json')).password('postgres');
    const port = /port=(\d+)/.exec(commandLine(platform.postgres.pid))?.[1];
    const databases = new Databases();
    for (const { name, database } of readManifests()) {
      if (!database) continue;
      const client = new pg.Client({ host: '127.0.0.1', port: Number(port), user: 'postgres', password, database });
      // A connection that is lost is told by the query that needed it.
      client.on('error', () => {});
      await client.connect();
      databases.clients.set(name, client);
    }
    return databases;
  }

  get services(): string[] {
    return [...this.clients.keys()];
  }

  async query<Row extends pg.QueryResultRow>(service: string, sql: string): Promise<Row[]> {
    return (await this.clients.get(service)!.query<Row>(sql)).rows;
  }

  async close(): Promise<void> {
    await Promise.all([...this.clients.values()].map((client) => client.end()));
  }
}
