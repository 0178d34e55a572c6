import { TempDatabase } from '@app/testing';
import pg from 'pg';
import { messagingMigrations } from '../index.js';
import { countPublications, republish } from './publications.js';

const BATCHES = 250;
const EVENTS = 20;

let database: TempDatabase;
let connection: pg.Client;

beforeAll(async () => {
  database = await TempDatabase.create({ service: 'shop', migrations: messagingMigrations });
  connection = new pg.Client({ connectionString: database.url });
  await connection.connect();
  await publishBatches();
});

afterAll(async () => {
  await connection?.end();
  await database?.drop();
});

describe('a stream whose end is cut off', () => {
  it('has a place for each message, however many there are', async () => {
    expect(await countPublications(connection, 'EVENTS', 1, BATCHES * EVENTS)).toBe(BATCHES * EVENTS);
    expect(await countPublications(connection, 'EVENTS', 11, 30)).toBe(20);
    expect(await countPublications(connection, 'EVENTS', 1, 2_500_000)).toBe(BATCHES * EVENTS);
  });

  it('gets what is lost again in the order in which it was published, and never much of it in one statement', async () => {
    const lost = { deleted: [3, 17], first: 1, last: 100, keptSeconds: 3600 };

    expect(await republish(connection, 'EVENTS', lost)).toBe(BATCHES * EVENTS - 98);

    const sql = `SELECT count(*)::int AS count FROM outbox GROUP BY xmin::text ORDER BY min(id)`;
    const parts = (await connection.query<{ count: number }>(sql)).rows.map(({ count }) => count);
    expect(parts).toEqual([2 + 99 * EVENTS, 100 * EVENTS, 46 * EVENTS]);
    expect(await isInOrder()).toBe(true);
    // What is there now is known; nothing is lost a second time.
    expect(await republish(connection, 'EVENTS', lost)).toBe(0);
    expect(await countPublications(connection, 'EVENTS', 1, BATCHES * EVENTS)).toBe(98);
  });
});

/** Facts that stand in the stream in the order of the log. */
async function publishBatches(): Promise<void> {
  await connection.query(
    `INSERT INTO event_log (event_id, name, aggregate, aggregate_id, sequence, envelope)
      SELECT gen_random_uuid(), 'shop.order.placed.v1', 'shop.order', n, 1, '{}' FROM generate_series(1, $1::int) AS n`,
    [BATCHES * EVENTS],
  );
  await connection.query(
    `INSERT INTO publications (stream, sequences, events, first_sequence, last_sequence)
      SELECT 'EVENTS', array_agg(position ORDER BY position), array_agg(event_id ORDER BY position), min(position), max(position)
      FROM event_log GROUP BY (position - 1) / $1 ORDER BY min(position)`,
    [EVENTS],
  );
}

async function isInOrder(): Promise<boolean> {
  const sql = 'SELECT position FROM outbox JOIN event_log USING (event_id) ORDER BY id';
  const positions = (await connection.query<{ position: string }>(sql)).rows.map(({ position }) => Number(position));
  return positions.every((position, place) => place === 0 || position > positions[place - 1]!);
}
