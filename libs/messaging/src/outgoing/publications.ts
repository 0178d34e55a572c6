import type pg from 'pg';

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

/** As many publications are looked into at a time: the client gives a statement up that takes long, the server may not. */
const PART = 100;
/** Places of a stream that are counted at a time. */
const COUNTED = 1_000_000;

const REPUBLISH = `
  WITH part AS (
    SELECT id, sequences, events, published_at FROM publications
    WHERE ${IN_QUESTION} AND id > $6 ORDER BY id LIMIT ${PART}
  ), lost AS (
    SELECT part.id, place.sequence, place.event FROM part, unnest(sequences, events) AS place (sequence, event)
    WHERE ${EMPTY_PLACE}
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
  SELECT (SELECT count(*) FROM facts)::int + (SELECT count(*) FROM states)::int AS count,
    (SELECT max(id) FROM part) AS last`;

/**
 * Puts what stood at empty places into the outbox again. Gives their number. Each part forgets the places that it has
 * dealt with, so whoever is interrupted just begins again.
 */
export async function republish(connection: pg.Client, stream: string, missing: Missing): Promise<number> {
  const { deleted, last, first, keptSeconds } = missing;
  let count = 0;
  for (let after: string | null = '0'; after !== null;) {
    const values: unknown[] = [stream, deleted, last, first, keptSeconds, after];
    const { rows }: pg.QueryResult<{ count: number; last: string | null }> = await connection.query(REPUBLISH, values);
    count += rows[0]!.count;
    after = rows[0]!.last;
  }
  return count;
}

/** How many messages of ours the stream must have between two places, both included. */
export async function countPublications(
  connection: pg.Client,
  stream: string,
  first: number,
  last: number,
): Promise<number> {
  const sql = `SELECT count(DISTINCT sequence)::float8 AS count FROM publications, unnest(sequences) AS sequence
    WHERE stream = $1 AND last_sequence >= $2 AND first_sequence <= $3 AND sequence BETWEEN $2 AND $3`;
  let count = 0;
  for (let from = first; from <= last; from += COUNTED) {
    const { rows } = await connection.query<{ count: number }>(sql, [stream, from, Math.min(from + COUNTED - 1, last)]);
    count += rows[0]!.count;
  }
  return count;
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
