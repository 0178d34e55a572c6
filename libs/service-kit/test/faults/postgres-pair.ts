import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { FaultyProxy, kill, testRun, waitFor } from '@app/testing';
import pg from 'pg';
import { startPostgres, type Postgres } from '../../../../deploy/local/postgres.js';
import { freePort } from '../../../../deploy/local/processes.js';
import { copyAsStandby } from './postgres-copy.js';

/**
 * A PostgreSQL and, once it is added, a standby that has what is answered with success; and one address for whichever of
 * them takes commands.
 */
export class PostgresPair {
  private standby?: { postgres: Postgres; link: FaultyProxy };

  private constructor(
    private primary: Postgres,
    private readonly way: FaultyProxy,
  ) {}

  static async start(): Promise<PostgresPair> {
    const primary = await started(newDataDir());
    return new PostgresPair(primary, await FaultyProxy.before(primary.adminUrl));
  }

  /** Administrator's address of the server that takes commands. */
  get adminUrl(): string {
    return this.way.through(this.primary.adminUrl);
  }

  /** Adds a standby. From now on no commit is answered before it has it. */
  async addStandby(): Promise<void> {
    const dataDir = newDataDir();
    const link = await FaultyProxy.before(this.primary.adminUrl);
    const leader = `host=127.0.0.1 port=${link.port} user=postgres password=postgres application_name=standby`;
    await copyAsStandby(this.primary, dataDir, leader);
    await this.ask(`ALTER SYSTEM SET synchronous_standby_names = 'standby'`);
    await this.ask('SELECT pg_reload_conf()');
    this.standby = { postgres: await started(dataDir), link };
    await waitFor(() => this.ask(`SELECT FROM pg_stat_replication WHERE state = 'streaming'`), { timeoutMs: 20_000 });
  }

  /** From now on the standby gets nothing. */
  cutOffStandby(): void {
    const { link } = this.standby!;
    link.set({ refuse: true });
    link.reset();
  }

  /** From now on commits are done, and whoever asked for them is told nothing. */
  loseAnswers(): void {
    this.way.set({ halfOpen: { direction: 'toServer', after: 'COMMIT' } });
  }

  /** How many commits wait for the standby. */
  async waiting(): Promise<number> {
    return this.ask(`SELECT FROM pg_stat_activity WHERE wait_event = 'SyncRep'`);
  }

  /** The primary loses its power, and the standby takes its place. */
  async failOver(): Promise<void> {
    const { postgres, link } = this.standby!;
    await kill(this.primary.pid);
    [this.primary, this.standby] = [postgres, undefined];
    await this.ask('SELECT pg_promote()');
    this.way.heal();
    this.way.turnTo(postgres.adminUrl);
    await link.stop();
  }

  async stop(): Promise<void> {
    await this.standby?.postgres.stop();
    await this.standby?.link.stop();
    await this.primary.stop();
    await this.way.stop();
  }

  /** Tells how many rows there are. */
  private async ask(sql: string): Promise<number> {
    const client = new pg.Client({ connectionString: this.primary.adminUrl });
    await client.connect();
    try {
      return (await client.query(sql)).rowCount ?? 0;
    } finally {
      await client.end();
    }
  }
}

function newDataDir(): string {
  return join(testRun().directory, `postgres-${randomBytes(5).toString('hex')}`);
}

async function started(dataDir: string): Promise<Postgres> {
  return startPostgres({ dataDir, port: await freePort(), password: 'postgres' });
}
