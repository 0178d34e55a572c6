import type { EntityManager } from 'typeorm';
import { execute } from '../ahead.js';
import { keyText, type PositionKey } from './incoming-event.js';
import type { Position } from './position.js';

/** One statement makes and locks, in the order of the keys, so that two transactions never wait for each other in a ring. */
const LOCK = `
  INSERT INTO positions (kind, aggregate, aggregate_id)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
  ON CONFLICT (kind, aggregate, aggregate_id) DO UPDATE SET attempts = positions.attempts
  RETURNING kind, aggregate, aggregate_id AS "aggregateId", epoch, sequence, applied, first, held, attempts`;

/** All rows are there; this way none is looked for but by its key, and the statement is planned once. */
const SAVE = `
  INSERT INTO positions (kind, aggregate, aggregate_id, epoch, sequence, applied, held, attempts)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::bigint[], $6::bigint[], $7::text[], $8::int[])
  ON CONFLICT (kind, aggregate, aggregate_id) DO UPDATE SET epoch = excluded.epoch, sequence = excluded.sequence,
    applied = excluded.applied, held = excluded.held, attempts = excluded.attempts`;

/** Locks the positions of these keys until the transaction ends; by `keyText`. */
export async function lockPositions(tx: EntityManager, keys: PositionKey[]): Promise<Map<string, Position>> {
  const sorted = [...new Map(keys.map((key) => [keyText(key), key])).entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, key]) => key);
  const columns = [
    sorted.map((key) => key.kind),
    sorted.map((key) => key.aggregate),
    sorted.map((key) => key.aggregateId),
  ];
  const rows = (await tx.query(LOCK, columns)) as Position[];
  return new Map(rows.map((row) => [keyText(row), numbered(row)]));
}

/** Locks one position until the transaction ends. */
export async function lockPosition(tx: EntityManager, key: PositionKey): Promise<Position> {
  return (await lockPositions(tx, [key])).get(keyText(key))!;
}

/** Writes locked positions back. */
export async function savePositions(tx: EntityManager, positions: Iterable<Position>): Promise<void> {
  const rows = [...positions];
  if (rows.length === 0) return;
  await execute(tx, SAVE, [
    rows.map((row) => row.kind),
    rows.map((row) => row.aggregate),
    rows.map((row) => row.aggregateId),
    rows.map((row) => row.epoch),
    rows.map((row) => row.sequence),
    rows.map((row) => row.applied),
    rows.map((row) => row.held),
    rows.map((row) => row.attempts),
  ]);
}

/** The driver gives bigint as text; sequences stay far below the limit of a number. */
function numbered(row: Position): Position {
  return { ...row, sequence: Number(row.sequence), applied: Number(row.applied), first: Number(row.first) };
}
