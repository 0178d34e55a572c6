import pg from 'pg';

/** Statements that a session keeps prepared. What comes beyond is parsed at each call, or memory would grow for ever. */
const PREPARED = 400;
/** What PostgreSQL says then; the transaction may be tried again on another session. */
export const STALE_PLAN = 'cached plan must not change result type';
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
  /** Why a statement of this transaction has never reached the server. */
  private unsent: Error | undefined;

  constructor(config?: pg.ClientConfig) {
    super({ ...config, pipeline: true } as pg.ClientConfig);
  }

  // The overloads of pg say what may be asked; here it is passed on.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  override query(statement: any, values?: any, callback?: any): any {
    this.gather();
    if (statement === 'START TRANSACTION') return this.start(statement);
    if (statement === 'COMMIT') return this.commit(statement);
    const name = typeof statement === 'string' && values?.length > 0 && !callback && this.nameOf(statement);
    if (name) return this.prepared(name, statement, values);
    return super.query(statement, values, callback);
  }

  /** A query object of the driver's own: it would copy a plain one property by property, at each call. */
  private prepared(name: string, text: string, values: unknown[]): Promise<pg.QueryResult> {
    return new Promise((resolve, reject) => {
      let isSent = false;
      const settle = (error: Error | null, result: pg.QueryResult): void => {
        if (!error) return resolve(result);
        // A migration has changed a column under a plan that this session would keep for ever.
        if (error.message === STALE_PLAN) this.cutOff();
        if (!isSent) this.giveUp(text, error);
        reject(error);
      };
      super.query(Object.assign(new pg.Query(text, values, settle as never), { name }));
      isSent = true;
    });
  }

  /** A value could not be written. The driver lets go of the statement then, and the server knows of no failure. */
  private giveUp(text: string, error: Error): void {
    this.names.delete(text);
    this.unsent ??= error;
  }

  /** What is asked for in one turn of the event loop is one write: each costs more than what the server does for it. */
  private gather(): void {
    const { stream } = (this as unknown as Wire).connection;
    if (this.isGathering) return;
    this.isGathering = true;
    stream.cork();
    setImmediate(() => {
      this.isGathering = false;
      stream.uncork();
    });
  }

  /** Nothing behind it may take effect by itself, so a session that could not begin is given up. */
  private start(statement: string): Promise<typeof STARTED> {
    this.unsent = undefined;
    super.query(statement).catch(() => this.cutOff());
    return Promise.resolve(STARTED);
  }

  /**
   * PostgreSQL answers the commit of a transaction in which a statement has failed with a rollback, and calls that a success.
   * Whoever has not looked at the statement must not take it for one.
   */
  private async commit(statement: string): Promise<unknown> {
    if (this.unsent) {
      await super.query('ROLLBACK');
      throw this.unsent;
    }
    const result = await super.query(statement);
    if (result.command === 'ROLLBACK') throw new RolledBack();
    return result;
  }

  /** The pool gives the next one a new session. */
  private cutOff(): void {
    (this as unknown as Wire).connection.stream.destroy();
  }

  private nameOf(text: string): string | undefined {
    const known = this.names.get(text);
    if (known || this.names.size >= PREPARED) return known;
    const name = `s${++this.lastName}`;
    this.names.set(text, name);
    return name;
  }
}

/** A transaction did not commit: one of its statements had failed. */
export class RolledBack extends Error {
  readonly code = '25P02';

  constructor() {
    super('The transaction was rolled back, since one of its statements had failed');
  }
}

/** As much of a client's inside as is needed to hold its writes back and to cut it off. */
interface Wire {
  connection: { stream: { destroy(): void; cork(): void; uncork(): void } };
}
