import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { codeOf } from './failure.js';
import { keyOf, type IncomingEvent } from './incoming-event.js';
import { changeReason, unparkEvent } from './parked.js';
import { decide } from './position.js';
import { lockPosition, savePositions } from './positions.js';

/**
 * A state has one dead letter, whose event is the newest version that failed: its owner says it again with another id, and
 * nobody needs an older version.
 */
const INSERT = `
  INSERT INTO dead_letters (id, event_id, kind, type, aggregate, aggregate_id, sequence, event, code, reason, attempts)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT (event_id) DO UPDATE SET event = excluded.event, sequence = excluded.sequence,
    code = excluded.code, reason = excluded.reason, last_at = clock_timestamp(),
    attempts = dead_letters.attempts + excluded.attempts, state = 'open', actor = NULL, note = NULL
  WHERE ((dead_letters.event ->> 'epoch')::int, dead_letters.sequence)
    <= ((excluded.event ->> 'epoch')::int, excluded.sequence) IS NOT FALSE`;

const CLOSE_PASSED = `
  UPDATE dead_letters SET state = 'replayed', note = 'As new a version was applied', last_at = clock_timestamp()
  FROM positions WHERE dead_letters.state = 'open' AND dead_letters.kind = 'state' AND positions.kind = 'state'
    AND positions.aggregate = dead_letters.aggregate AND positions.aggregate_id = dead_letters.aggregate_id
    AND ((dead_letters.event ->> 'epoch')::int, dead_letters.sequence) <= (positions.epoch, positions.sequence)`;

/** Gives an event up. The later facts of its aggregate wait until an operator replays or discards it. */
export async function bury(tx: EntityManager, incoming: IncomingEvent, error: unknown, attempts = 1): Promise<void> {
  const key = keyOf(incoming);
  const position = await lockPosition(tx, key);
  if (decide({ ...position, held: null }, incoming) === 'duplicate') return;
  await note(tx, incoming, error, attempts);
  await unparkEvent(tx, incoming);
  position.attempts = 0;
  // A later version of a state is whole in itself and needs none before it.
  if (incoming.kind === 'fact') {
    position.held = 'dead-letter';
    await changeReason(tx, key, 'dead-letter');
  }
  await savePositions(tx, [position]);
}

/** Closes the dead letters of states of which the same or a newer version was applied since. */
export async function closePassed(tx: EntityManager): Promise<void> {
  await tx.query(CLOSE_PASSED);
}

/** Puts a dead letter down and holds nothing back. */
export async function note(
  tx: EntityManager,
  incoming: IncomingEvent,
  error: unknown,
  attempts: number,
): Promise<void> {
  const { kind, aggregate, event } = incoming;
  const id = kind === 'state' ? `${event.type} ${event.subject}` : event.id;
  const place = [id, kind, event.type, aggregate, event.subject, event.sequence, JSON.stringify(event)];
  await tx.query(INSERT, [uuidv7(), ...place, codeOf(error), reasonOf(error), attempts]);
}

/** Keeps what could not even be read as an event. `place` is where in the stream it stood. */
export async function buryUnreadable(
  tx: EntityManager,
  unreadable: { place: string; subject: string; text: string; error: unknown },
): Promise<void> {
  const kind = unreadable.subject.startsWith('state.') ? 'state' : 'fact';
  // A zero byte has no place in the database's text, and not as an escape in JSON either.
  const text = JSON.stringify(unreadable.text.replaceAll('\0', '\uFFFD'));
  const type = unreadable.subject;
  const place = [unreadable.place, kind, type, null, null, null, text];
  await tx.query(INSERT, [uuidv7(), ...place, codeOf(unreadable.error), reasonOf(unreadable.error), 1]);
}

/** What the error says, short enough for a list. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replaceAll('\0', '').slice(0, 2000);
}
