import pg from 'pg';

/** A statement as a process has sent it. */
export interface Statement {
  text: string;
  values: unknown[];
}

/** A query of the driver, or several that go together. */
interface Asked extends Partial<Statement> {
  before?: Statement[];
}

const CAPACITY = 200;

/**
 * Notes the last statements of each database connection of this process, for whoever wants to repeat them. Gives what
 * was noted, by connection.
 */
export function captureStatements(): () => Statement[][] {
  const byClient = new Map<pg.Client, Statement[]>();
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const original = prototype.query;
  prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const noted = byClient.get(this) ?? [];
    byClient.set(this, noted);
    const given = args[0] as string | Asked;
    const text = typeof given === 'string' ? given : given?.text;
    const values = Array.isArray(args[1]) ? args[1] : typeof given === 'string' ? [] : given?.values;
    if (typeof given === 'object') noted.push(...(given.before ?? []));
    if (text) noted.push({ text, values: values ?? [] });
    noted.splice(0, noted.length - CAPACITY);
    return original.apply(this, args);
  };
  return () => [...byClient.values()];
}
