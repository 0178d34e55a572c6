import type { EntityManager } from 'typeorm';
import type { IncomingEvent } from '../incoming/incoming-event.js';

/**
 * A newer version of this service handles the fact, and this one would pass over it. It is left to the newer version: it
 * is parked until that runs. If nothing handles the fact any more, a migration removes its row from `handled_facts`.
 */
export class NewerVersionHandles extends Error {
  readonly code = '40001';

  constructor(name: string) {
    super(`${name} is handled by a newer version of this service, and not by this one`);
    this.name = 'NewerVersionHandles';
  }
}

/** `tulga.assessment.project.evaluated.v1` → `assessment.project.evaluated.v1`. */
export function nameOfType(type: string): string {
  return type.slice(type.indexOf('.') + 1);
}

/** Throws `NewerVersionHandles`. Called with the positions locked, so that a registration is seen or waits for us. */
export async function refusePassingOver(tx: EntityManager, events: IncomingEvent[]): Promise<void> {
  const names = [...new Set(events.map(({ event }) => nameOfType(event.type)))];
  const rows = (await tx.query('SELECT name FROM handled_facts WHERE name = ANY ($1)', [names])) as { name: string }[];
  if (rows.length > 0) throw new NewerVersionHandles(rows[0]!.name);
}

/** How far the newly handled fact was passed over in these aggregates. */
export async function boundsOf(tx: EntityManager, name: string, ids: readonly string[]): Promise<Map<string, number>> {
  const sql = `SELECT aggregate_id AS id, sequence::float8 AS sequence FROM backfill_bounds
    WHERE name = $1 AND aggregate_id = ANY ($2)`;
  const rows = (await tx.query(sql, [name, ids])) as { id: string; sequence: number }[];
  return new Map(rows.map(({ id, sequence }) => [id, sequence]));
}

/** Forgets the bounds of a fact that is brought in, but for those that an open dead letter still needs. */
export async function forgetBounds(tx: EntityManager, name: string): Promise<void> {
  const sql = `DELETE FROM backfill_bounds AS bounds WHERE name = $1 AND NOT EXISTS (
    SELECT 1 FROM dead_letters WHERE state = 'open' AND type = $2 AND aggregate_id = bounds.aggregate_id)`;
  await tx.query(sql, [name, `tulga.${name}`]);
}

/** Whether the fact was passed over before anything handled it: then it is handled although the position is beyond it. */
export async function wasPassedOver(tx: EntityManager, { event }: IncomingEvent): Promise<boolean> {
  const bounds = await boundsOf(tx, nameOfType(event.type), [event.subject]);
  return event.sequence <= (bounds.get(event.subject) ?? 0);
}

const VERSION = /\.v\d+$/;

const PASSED_OVER = `
  INSERT INTO backfill_bounds (name, aggregate_id, sequence)
  SELECT $1, aggregate_id, sequence FROM positions WHERE kind = 'fact' AND aggregate = $2 AND sequence > 0
  ON CONFLICT DO NOTHING`;

const ARE_BOUND = 'SELECT DISTINCT name FROM backfill_bounds WHERE name = ANY ($1)';

const HAVE_POSITIONS = `
  SELECT name FROM unnest($1::text[]) AS wanted (name)
  WHERE EXISTS (SELECT 1 FROM positions WHERE kind = 'fact' AND aggregate = wanted.name)`;

/** What a version handles that nothing has handled before. */
export interface NewlyHandled {
  /** Facts that an older version has passed over, for the backfill. */
  facts: string[];
  /** Aggregates of which no fact was handled, for the whole history. */
  aggregates: string[];
}

/**
 * Notes which facts this version handles, and gives what is new of it: from now on an older version passes over none of
 * them. A further version of a handled fact is not new: the other one was handled.
 */
export async function registerFacts(tx: EntityManager, names: readonly string[]): Promise<NewlyHandled> {
  // Waits for the transactions that move positions now, and they for this one: each sees the other or is seen by it.
  await tx.query('LOCK TABLE positions IN SHARE MODE');
  const known = new Set(await namesOf(tx, 'SELECT name FROM handled_facts'));
  const fresh = names.filter((name) => !known.has(name));
  const bases = new Set([...known].map((name) => name.replace(VERSION, '')));
  // The first start with this table: what is handled now was handled before.
  const widened = known.size === 0 ? [] : fresh.filter((name) => !bases.has(name.replace(VERSION, '')));
  for (const name of widened) await tx.query(PASSED_OVER, [name, aggregateOfName(name)]);
  const sql = 'INSERT INTO handled_facts (name, aggregate) SELECT * FROM unnest($1::text[], $2::text[])';
  await tx.query(sql, [fresh, fresh.map(aggregateOfName)]);
  const facts = await namesOf(tx, ARE_BOUND, widened);
  return { facts, aggregates: await newAggregates(tx, fresh, known) };
}

/**
 * The broker brings of them only what is published from now on. An older version that runs on may have passed over some
 * facts since the broker was told, so positions say nothing here, but at the first start with this table: then they tell
 * what was handled before.
 */
async function newAggregates(tx: EntityManager, fresh: string[], known: Set<string>): Promise<string[]> {
  const wanted = [...new Set(fresh.map(aggregateOfName))];
  const before = known.size > 0 ? [...known].map(aggregateOfName) : await namesOf(tx, HAVE_POSITIONS, wanted);
  return wanted.filter((aggregate) => !before.includes(aggregate));
}

async function namesOf(tx: EntityManager, sql: string, ...values: unknown[]): Promise<string[]> {
  return ((await tx.query(sql, values)) as { name: string }[]).map(({ name }) => name);
}

/** `assessment.project.evaluated.v1` → `assessment.project`. */
export function aggregateOfName(name: string): string {
  return name.split('.').slice(0, 2).join('.');
}
