import { Inject, Injectable, Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { MESSAGING_OPTIONS, retryOptions, type MessagingOptions } from '../ports.js';

/** A connection that is dead without anybody having said so must not hold the outbox up for longer. */
const QUERY_MS = 15_000;
const END_MS = 1000;
/** Any two numbers will do, as long as all replicas of a service use them: advisory locks belong to one database. */
const LOCK = [0x7475, 0x6c67];

/** A holder gives a sign of life so many times before another one takes it for silent. */
const SIGNS = 4;

/**
 * Ends the session of a holder that has fallen silent, which frees the lock; the role is the same, so it may. A session
 * that waits for its client in the middle of a statement is as silent as an idle one.
 */
const TAKE_FROM_SILENT = `
  SELECT pg_terminate_backend(activity.pid)
  FROM pg_locks JOIN pg_stat_activity AS activity ON activity.pid = pg_locks.pid
  WHERE locktype = 'advisory' AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND classid = $1 AND objid = $2 AND granted
    AND (activity.state <> 'active' OR activity.wait_event_type = 'Client')
    AND activity.state_change < clock_timestamp() - $3 * interval '1 millisecond'`;

/**
 * The lock of the one relay of a service, on a connection of its own. The relay reads and deletes through the very
 * same connection: whoever has lost the session, and the lock with it, cannot go on by mistake.
 */
@Injectable()
export class RelayLock {
  private readonly logger = new Logger(RelayLock.name);
  private client?: pg.Client;
  private held = false;
  private signs?: NodeJS.Timeout;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  get isHeld(): boolean {
    return this.held;
  }

  /** The locked connection, or undefined while another replica has the lock. */
  async acquire(): Promise<pg.Client | undefined> {
    const client = this.client ?? (await this.connect());
    if (this.held) return client;
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1, $2) AS locked', LOCK);
    this.held = rows[0].locked === true && this.client === client;
    if (this.held) this.keep(client);
    else await this.takeFromSilent(client);
    return this.held ? client : undefined;
  }

  /** Gives lock and connection up. */
  async release(): Promise<void> {
    const client = this.client;
    this.forget();
    if (client) await end(client);
  }

  /** Whatever the relay waits for, a broker that is slow or a page of states: as long as the process lives, it says so. */
  private keep(client: pg.Client): void {
    this.logger.log('This replica publishes the outbox');
    const sign = (): void => void client.query('SELECT 1').catch(() => {});
    this.signs = setInterval(sign, retryOptions(this.options).silentMs / SIGNS).unref();
  }

  /** The next try gets what this one has freed. */
  private async takeFromSilent(client: pg.Client): Promise<void> {
    const { rowCount } = await client.query(TAKE_FROM_SILENT, [...LOCK, retryOptions(this.options).silentMs]);
    if (rowCount) this.logger.warn('The replica that publishes the outbox has fallen silent; its lock is taken over');
  }

  private async connect(): Promise<pg.Client> {
    const { options } = (this.dataSource.driver as unknown as { master: pg.Pool }).master;
    // The pool hides its password from enumeration, so spreading would lose it.
    const client = new pg.Client({
      ...options,
      password: options.password,
      keepAlive: true,
      query_timeout: QUERY_MS,
      pipeline: true,
    } as pg.ClientConfig);
    // Without a listener a lost connection would end the process.
    client.on('error', (error) => this.lose(client, error));
    client.on('end', () => this.lose(client));
    await client.connect();
    try {
      // A deletion that a crash takes back only publishes once more. What is planned while the tables are empty would
      // go on reading all of them when they are not.
      await client.query('SET synchronous_commit = off; SET enable_seqscan = off');
    } catch (error) {
      await end(client);
      throw error;
    }
    this.client = client;
    return client;
  }

  private lose(client: pg.Client, error?: Error): void {
    if (this.client !== client) return;
    this.forget();
    this.logger.warn(`The connection of the outbox is lost${error ? `: ${error.message}` : ''}`);
  }

  private forget(): void {
    clearInterval(this.signs);
    this.client = undefined;
    this.held = false;
  }
}

async function end(client: pg.Client): Promise<void> {
  await Promise.race([client.end().catch(() => {}), sleep(END_MS, undefined, { ref: false })]);
}
