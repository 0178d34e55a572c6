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
  private isGathering = false;

  constructor(config?: pg.ClientConfig) {
    super({ ...config, pipeline: true } as pg.ClientConfig);
  }

  // The overloads of pg say what may be asked; here it is passed on.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  override query(statement: any, values?: any, callback?: any): any {
    this.gather();
    if (statement === 'START TRANSACTION') return this.start(statement);
    const name = typeof statement === 'string' && values?.length > 0 && !callback && this.nameOf(statement);
    if (name) return this.prepared(name, statement, values);
    return super.query(statement, values, callback);
  }

  /** A query object of the driver's own: it would copy a plain one property by property, at each call. */
  private prepared(name: string, text: string, values: unknown[]): Promise<pg.QueryResult> {
    return new Promise((resolve, reject) => {
      const settle = (error: Error | null, result: pg.QueryResult): void => {
        if (!error) return resolve(result);
        // A migration has changed a column under a plan that this session would keep for ever.
        if (error.message === STALE_PLAN) this.cutOff();
        reject(error);
      };
      super.query(Object.assign(new pg.Query(text, values, settle as never), { name }));
    });
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
    super.query(statement).catch(() => this.cutOff());
    return Promise.resolve(STARTED);
  }

  /** The pool gives the next one a new session. */
  private cutOff(): void {
    (this as unknown as Wire).connection.stream.destroy();
  }

  private nameOf(text: string): string | undefined {
    const known = this.names.get(text);
    if (known || this.names.size >= PREPARED) return known;
    const name = `s${this.names.size}`;
    this.names.set(text, name);
    return name;
  }
}

/** As much of a client's inside as is needed to hold its writes back and to cut it off. */
interface Wire {
  connection: { stream: { destroy(): void; cork(): void; uncork(): void } };
}
