import pg from 'pg';
// @ts-expect-error The driver exports it, its types do not.
import utils from 'pg/lib/utils.js';
import { JoinedQuery, type Prepared, type WireConnection } from './joined-query.js';

/** Statements that a session keeps prepared. What comes beyond is parsed at each call, or memory would grow for ever. */
const PREPARED = 400;
/** What PostgreSQL says then; the transaction may be tried again on another session. */
export const STALE_PLAN = 'cached plan must not change result type';
const START = 'START TRANSACTION';
const COMMIT = 'COMMIT';
const STARTED = { command: 'START', rowCount: null, oid: 0, rows: [], fields: [] };

/**
 * A connection that does not wait where nothing is to be learned. Statements are written behind one another, the beginning
 * of a transaction is taken for granted, and statements with parameters are prepared, so that the server parses each once
 * for a session. Half of what a short transaction costs is waiting and parsing.
 */
export class PipelinedClient extends pg.Client {
  private readonly names = new Map<string, string>();
  private lastName = 0;
  private isGathering = false;
  /** What goes with the next statement, or by itself when none follows in the same turn of the event loop. */
  private held: Prepared[] = [];
  /** Why a statement of this transaction has never reached the server. */
  private unsent: Error | undefined;

  constructor(config?: pg.ClientConfig) {
    super({ ...config, pipeline: true } as pg.ClientConfig);
  }

  // The overloads of pg say what may be asked; here it is passed on.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  override query(statement: any, values?: any, callback?: any): any {
    if (statement === START) return this.start();
    if (statement === COMMIT) return this.commit();
    const isPreparable = typeof statement === 'string' && values?.length > 0 && !callback;
    return (isPreparable && this.prepared(statement, values)) || this.unprepared(statement, values, callback);
  }

  /** A statement of which only the failure is of interest. It does not wait for an answer of its own where one follows. */
  async ahead(text: string, values: unknown[]): Promise<void> {
    const name = this.names.get(text);
    const isParsed = name && this.wire.parsedStatements[name] === text;
    if (!isParsed) return void (await (this.prepared(text, values) ?? this.unprepared(text, values)));
    this.gather();
    await this.ask(name, text, values, (statement) => this.held.push(statement));
  }

  /** Undefined where the session keeps too many statements already. */
  private prepared(text: string, values: unknown[]): Promise<pg.QueryResult> | undefined {
    const name = this.nameOf(text);
    return name === undefined ? undefined : this.ask(name, text, values, (statement) => this.send(statement));
  }

  private ask(
    name: string,
    text: string,
    values: unknown[],
    pass: (statement: Prepared) => void,
  ): Promise<pg.QueryResult> {
    return new Promise((resolve, reject) => {
      const settle: Prepared['settle'] = (error, result) => {
        if (!error) return resolve(result!);
        // A migration has changed a column under a plan that this session would keep for ever.
        if (error.message === STALE_PLAN) this.cutOff();
        reject(error);
      };
      pass({ name, text, values: this.writable(values), settle });
    });
  }

  private send(statement: Prepared): void {
    this.gather();
    super.query(new JoinedQuery([...this.held.splice(0), statement]) as unknown as pg.Query);
  }

  private unprepared(statement: unknown, values?: unknown, callback?: unknown): unknown {
    this.sendHeld();
    this.gather();
    return super.query(statement as never, values as never, callback as never);
  }

  private sendHeld(): void {
    const last = this.held.pop();
    if (last) this.send(last);
  }

  /** The server knows of no failure when a value could not be written. */
  private writable(values: unknown[]): unknown[] {
    try {
      return values.map((value) => utils.prepareValue(value));
    } catch (error) {
      this.unsent ??= error as Error;
      throw error;
    }
  }

  /** What is asked for in one turn of the event loop is one write: each costs more than what the server does for it. */
  private gather(): void {
    if (this.isGathering) return;
    const { stream } = this.wire;
    this.isGathering = true;
    stream.cork();
    setImmediate(() => {
      this.sendHeld();
      this.isGathering = false;
      stream.uncork();
    });
  }

  /** Nothing behind it may take effect by itself, so a session that could not begin is given up. */
  private start(): Promise<typeof STARTED> {
    this.unsent = undefined;
    this.ahead(START, []).catch(() => this.cutOff());
    return Promise.resolve(STARTED);
  }

  /**
   * PostgreSQL answers the commit of a transaction in which a statement has failed with a rollback, and calls that a success.
   * Whoever has not looked at the statement must not take it for one.
   */
  private async commit(): Promise<unknown> {
    if (this.unsent) {
      await this.unprepared('ROLLBACK');
      throw this.unsent;
    }
    // Prepared, since a plain one is never answered behind a statement that fails in the same request.
    const result = (await (this.prepared(COMMIT, []) ?? this.unprepared(COMMIT))) as pg.QueryResult;
    if (result.command === 'ROLLBACK') throw new RolledBack();
    return result;
  }

  /** The pool gives the next one a new session. */
  private cutOff(): void {
    this.wire.stream.destroy();
  }

  private nameOf(text: string): string | undefined {
    const known = this.names.get(text);
    if (known || this.names.size >= PREPARED) return known;
    // What begins and ends a transaction is known by its words, to whoever looks at what goes over the line.
    const name = text === START || text === COMMIT ? text : `s${++this.lastName}`;
    this.names.set(text, name);
    return name;
  }

  private get wire(): WireConnection {
    return (this as unknown as { connection: WireConnection }).connection;
  }
}

/** A transaction did not commit: one of its statements had failed. */
export class RolledBack extends Error {
  readonly code = '25P02';

  constructor() {
    super('The transaction was rolled back, since one of its statements had failed');
  }
}
