import pg from 'pg';

/** A statement that the server knows, or learns, by a name, with values that can be written as they are. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
  readonly settle: (error: Error | null, result?: pg.QueryResult) => void;
}

/**
 * Statements that go to the server as one request, which it answers at once: a third of what a short transaction costs
 * is the system calls of its answers. Only of the last one the rows are kept; the others must have been parsed. If one
 * fails, those after it are not run and fail with its error.
 */
export class JoinedQuery extends (pg.Query as unknown as DriverQuery) {
  private answered = 0;
  readonly before: Prepared[];

  constructor(statements: Prepared[]) {
    const { name, text, values, settle } = statements.at(-1)!;
    super(text, values, settle);
    this.name = name;
    this.before = statements.slice(0, -1);
  }

  override prepare(connection: WireConnection): void {
    for (const { name, values } of this.before) {
      connection.bind({ statement: name, values });
      connection.execute();
    }
    super.prepare(connection);
  }

  override handleDataRow(message: unknown): void {
    if (this.answered === this.before.length) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: WireConnection): void {
    if (this.answered === this.before.length) super.handleCommandComplete(message, connection);
    else this.before[this.answered++]!.settle(null);
  }

  override handleError(error: Error, connection: WireConnection): void {
    for (const { settle } of this.before.slice(this.answered)) settle(error);
    this.answered = this.before.length;
    super.handleError(error, connection);
  }
}

/** As much of the driver's connection as sends statements. */
export interface WireConnection {
  /** The texts that the server has parsed, by name. */
  readonly parsedStatements: Record<string, string>;
  readonly stream: { destroy(): void; cork(): void; uncork(): void };
  bind(message: { statement: string; values: unknown[] }): void;
  execute(): void;
}

/** The driver's own query, of which its types tell only the outside. */
type DriverQuery = new (
  text: string,
  values: unknown[],
  callback: Prepared['settle'],
) => {
  name: string;
  prepare(connection: WireConnection): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: WireConnection): void;
  handleError(error: Error, connection: WireConnection): void;
};
