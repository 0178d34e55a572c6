import type { Statement } from '../measure/statements.ts';
import { scriptOf } from '../measure/pgbench.ts';

/** All the SQL of one event of ours, as pgbench scripts: what its producer's database does for it, and its consumer's. */
export interface UnitScripts {
  producer: string;
  consumer: string;
}

/** The relay deletes many rows at once; one event's share of that is the deletion of its row. */
const DELETE: Statement = {
  text: `DELETE FROM outbox WHERE id = currval(pg_get_serial_sequence('outbox', 'id'))`,
  values: [],
};

/** Taken from what the two services really sent for their last event. */
export function unitOf(sent: { producer: Statement[][]; consumer: Statement[][] }): UnitScripts {
  return {
    producer: scriptOf([...lastTransaction(sent.producer, 'INTO event_log'), DELETE]),
    consumer: scriptOf(lastTransaction(sent.consumer, 'INTO deliveries')),
  };
}

/** The last transaction that has a statement with this text, on the first connection that has one. */
function lastTransaction(connections: Statement[][], marker: string): Statement[] {
  for (const statements of connections) {
    const at = statements.findLastIndex(({ text }) => text.includes(marker));
    if (at === -1) continue;
    const start = statements.findLastIndex(({ text }, place) => place < at && /^(START|BEGIN)/.test(text));
    const end = statements.findIndex(({ text }, place) => place > at && text.startsWith('COMMIT'));
    if (start !== -1 && end !== -1) return statements.slice(start, end + 1);
  }
  throw new Error(`No transaction with "${marker}" was seen`);
}
