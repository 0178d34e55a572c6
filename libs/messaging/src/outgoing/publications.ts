import type pg from 'pg';
import { STREAMS } from '../broker/streams.js';

/** How a stream looked at a comparison. */
export interface StreamCheck {
  /** When the broker made it; another time means another, empty stream. */
  created: string;
  firstSequence: number;
  deleted: number;
}

/** Where a stream has nothing. */
export interface Missing {
  deleted: number[];
  first: number;
  last: number;
  /** How long a message stays in the stream by right. */
  keptSeconds: number;
}

/** Age is checked by the broker now and then only, and clocks differ. */
const MARGIN = `interval '1 hour'`;

const EMPTY_PLACE = `(place.sequence > $3 OR place.sequence = ANY ($2::bigint[])
  OR (place.sequence < $4 AND published_at > now() - $5 * interval '1 second' + ${MARGIN}))`;

/** Only rows that can have one are looked into. */
const IN_QUESTION = `stream = $1 AND (last_sequence > $3 OR first_sequence < $4
  OR (last_sequence >= (SELECT min(place) FROM unnest($2::bigint[]) AS place)
    AND first_sequence <= (SELECT max(place) FROM unnest($2::bigint[]) AS place)))`;

const REPUBLISH = `
  WITH lost AS (
    SELECT publications.id, place.sequence, place.event
    FROM publications, unnest(sequences, events) AS place (sequence, event)
    WHERE ${IN_QUESTION} AND ${EMPTY_PLACE}
  ), forgotten AS (
    UPDATE publications SET (sequences, events) = (
      SELECT coalesce(array_agg(place.sequence), '{}'), coalesce(array_agg(place.event), '{}')
      FROM unnest(sequences, events) AS place (sequence, event)
      WHERE NOT EXISTS (SELECT 1 FROM lost WHERE lost.id = publications.id AND lost.sequence = place.sequence))
    WHERE id IN (SELECT id FROM lost)
  ), facts AS (
    INSERT INTO outbox (kind, event_id, is_copy)
    SELECT 'fact', event::uuid, true FROM lost JOIN event_log ON event_id = event::uuid
    WHERE event NOT LIKE '% %' ORDER BY event_log.position RETURNING 1
  ), states AS (
    INSERT INTO outbox (kind, contract, entity_id)
    SELECT DISTINCT 'state', split_part(event, ' ', 1), substr(event, strpos(event, ' ') + 1) FROM lost
    WHERE event LIKE '% %' RETURNING 1
  )
  SELECT (SELECT count(*) FROM facts)::int + (SELECT count(*) FROM states)::int AS count`;

/** Puts what stood at empty places into the outbox again. Gives their number. */
export async function republish(connection: pg.Client, stream: string, missing: Missing): Promise<number> {
  const { deleted, last, first, keptSeconds } = missing;
  const { rows } = await connection.query<{ count: number }>(REPUBLISH, [stream, deleted, last, first, keptSeconds]);
  return rows[0]!.count;
}

const EVERYTHING = `
  WITH forgotten AS (DELETE FROM publications WHERE stream = $1)
  INSERT INTO outbox (kind, event_id, is_copy)
  SELECT 'fact', event_id, true FROM event_log
  WHERE $1 = '${STREAMS.fact}' AND recorded_at > now() - $2 * interval '1 second'
    AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.event_id = event_log.event_id)
  ORDER BY position`;

/** Forgets all places in the stream, and puts every fact that it should have into the outbox again. */
export async function republishEverything(connection: pg.Client, stream: string, keptSeconds: number): Promise<number> {
  const { rowCount } = await connection.query(EVERYTHING, [stream, keptSeconds]);
  return rowCount ?? 0;
}

/** How many messages of ours the stream must have from a place on. */
export async function countPublications(connection: pg.Client, stream: string, first: number): Promise<number> {
  const sql = `SELECT count(DISTINCT sequence)::float8 AS count FROM publications, unnest(sequences) AS sequence
    WHERE stream = $1 AND last_sequence >= $2 AND sequence >= $2`;
  const { rows } = await connection.query<{ count: number }>(sql, [stream, first]);
  return rows[0]!.count;
}

/** Removes what the stream need not have any more. */
export async function forgetExpired(connection: pg.Client, stream: string, keptSeconds: number): Promise<void> {
  const sql = `DELETE FROM publications WHERE stream = $1 AND published_at < now() - $2 * interval '1 second'`;
  await connection.query(sql, [stream, keptSeconds]);
}

export async function readCheck(connection: pg.Client, stream: string): Promise<StreamCheck | undefined> {
  const sql = `SELECT created, first_sequence::float8 AS "firstSequence", deleted::float8 AS deleted
    FROM stream_checks WHERE stream = $1`;
  const { rows } = await connection.query<StreamCheck>(sql, [stream]);
  return rows[0];
}

export async function writeCheck(connection: pg.Client, stream: string, check: StreamCheck): Promise<void> {
  const sql = `INSERT INTO stream_checks (stream, created, first_sequence, deleted) VALUES ($1, $2, $3, $4)
    ON CONFLICT (stream) DO UPDATE SET created = excluded.created, first_sequence = excluded.first_sequence,
      deleted = excluded.deleted, checked_at = now()`;
  await connection.query(sql, [stream, check.created, check.firstSequence, check.deleted]);
}
