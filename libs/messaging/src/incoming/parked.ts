import type { ReplicaBehind } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type { IncomingEvent, PositionKey } from './incoming-event.js';

/** An event that waits: for those before it, a row of a replica or a newer version of this service, or behind a dead letter. */
export interface ParkedEvent {
  id: string;
  incoming: IncomingEvent;
  attempts: number;
}

const PARK = `
  INSERT INTO parked (kind, aggregate, aggregate_id, epoch, sequence, event, reason)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::bigint[], $6::json[], $7::text[])
  ON CONFLICT ON CONSTRAINT parked_event DO NOTHING`;

/**
 * Tries become rarer: the row that is waited for wakes the event at once, this is for what that misses. Time that the event
 * has waited for something else before is no time that it has waited for the row.
 */
const HOLD = `
  INSERT INTO parked (kind, aggregate, aggregate_id, epoch, sequence, event, reason, waits_entity, waits_id, next_try_at)
  VALUES ($1, $2, $3, $4, $5, $6, 'replica', $7, $8, now() + interval '1 second')
  ON CONFLICT ON CONSTRAINT parked_event DO UPDATE SET
    reason = 'replica', waits_entity = excluded.waits_entity, waits_id = excluded.waits_id,
    since = CASE WHEN parked.reason = 'replica' THEN parked.since ELSE clock_timestamp() END,
    attempts = parked.attempts + 1, next_try_at = now() + least(60, power(2, parked.attempts)) * interval '1 second'`;

const OF_KEY = 'kind = $1 AND aggregate = $2 AND aggregate_id = $3';

/** Parks events that came before their turn. One that is parked already stays as it is. */
export async function park(
  tx: EntityManager,
  events: { incoming: IncomingEvent; reason: 'gap' | 'dead-letter' }[],
): Promise<void> {
  if (events.length === 0) return;
  await tx.query(PARK, [
    events.map(({ incoming }) => incoming.kind),
    events.map(({ incoming }) => incoming.aggregate),
    events.map(({ incoming }) => incoming.event.subject),
    events.map(({ incoming }) => incoming.event.epoch),
    events.map(({ incoming }) => incoming.event.sequence),
    events.map(({ incoming }) => JSON.stringify(incoming.event)),
    events.map(({ reason }) => reason),
  ]);
}

/** Parks an event until a row of a replica arrives. */
export async function parkBehind(tx: EntityManager, incoming: IncomingEvent, behind: ReplicaBehind): Promise<void> {
  const { kind, aggregate, event } = incoming;
  const place = [kind, aggregate, event.subject, event.epoch, event.sequence];
  await tx.query(HOLD, [...place, JSON.stringify(event), behind.entity, behind.id]);
}

/** The parked event of an aggregate whose turn comes first. */
export async function firstParked(tx: EntityManager, key: PositionKey): Promise<ParkedEvent | undefined> {
  const sql = `SELECT id, event, attempts FROM parked WHERE ${OF_KEY} ORDER BY epoch, sequence LIMIT 1`;
  const [row] = (await tx.query(sql, values(key))) as {
    id: string;
    event: IncomingEvent['event'];
    attempts: number;
  }[];
  if (!row) return undefined;
  return {
    id: row.id,
    attempts: row.attempts,
    incoming: { kind: key.kind, aggregate: key.aggregate, event: row.event },
  };
}

export async function unpark(tx: EntityManager, id: string): Promise<void> {
  await tx.query('DELETE FROM parked WHERE id = $1', [id]);
}

/** Removes the event itself, wherever it waits. */
export async function unparkEvent(tx: EntityManager, { kind, aggregate, event }: IncomingEvent): Promise<void> {
  const sql = `DELETE FROM parked WHERE ${OF_KEY} AND epoch = $4 AND sequence = $5`;
  await tx.query(sql, [kind, aggregate, event.subject, event.epoch, event.sequence]);
}

/** Says of all parked events of an aggregate what they wait for now. */
export async function changeReason(tx: EntityManager, key: PositionKey, reason: 'gap' | 'dead-letter'): Promise<void> {
  await tx.query(`UPDATE parked SET reason = $4 WHERE ${OF_KEY} AND reason <> 'replica'`, [...values(key), reason]);
}

/** The newest epoch among the parked events of an aggregate. */
export async function newestParkedEpoch(tx: EntityManager, key: PositionKey): Promise<number> {
  const sql = `SELECT coalesce(max(epoch), 0) AS epoch FROM parked WHERE ${OF_KEY}`;
  const [row] = (await tx.query(sql, values(key))) as { epoch: number }[];
  return row!.epoch;
}

/** Puts the next try of an aggregate's parked events off. */
export async function postpone(tx: EntityManager, key: PositionKey, delayMs: number): Promise<void> {
  const sql = `UPDATE parked SET attempts = attempts + 1, next_try_at = now() + $4 * interval '1 millisecond'
    WHERE ${OF_KEY}`;
  await tx.query(sql, [...values(key), delayMs]);
}

/** Lets others come first: what is due of this aggregate could not be moved now, and nobody has said when it may be. */
export async function putOff(manager: EntityManager, key: PositionKey): Promise<void> {
  const sql = `UPDATE parked SET next_try_at = now() + interval '15 seconds' WHERE ${OF_KEY} AND next_try_at <= now()`;
  await manager.query(sql, values(key));
}

/** Aggregates with an event that waits for one of these entities. */
export async function waitingFor(manager: EntityManager, arrived: PositionKey[]): Promise<PositionKey[]> {
  const sql = `
    SELECT DISTINCT kind, aggregate, parked.aggregate_id AS "aggregateId"
    FROM unnest($1::text[], $2::text[]) AS arrived (entity, entity_id)
    JOIN parked ON reason = 'replica' AND waits_entity = entity AND waits_id = entity_id`;
  return (await manager.query(sql, [
    arrived.map((key) => key.aggregate),
    arrived.map((key) => key.aggregateId),
  ])) as PositionKey[];
}

function values(key: PositionKey): string[] {
  return [key.kind, key.aggregate, key.aggregateId];
}
