import type { IncomingEvent, PositionKey } from './incoming-event.js';

/** Why the later events of an aggregate wait. */
export type Hold = 'gap' | 'replica' | 'dead-letter';

/** How far a service has come with one aggregate's facts, or which version it has of one entity. */
export interface Position extends PositionKey {
  epoch: number;
  sequence: number;
  applied: number;
  first: number;
  held: Hold | null;
  attempts: number;
}

/**
 * What to do with an event, whatever the order in which events are delivered:
 * `next` is applied, a `duplicate` is dropped, and after a `gap` or behind a hold it is parked.
 * `restart`: the owner was restored from a backup, so its log decides where we stand.
 */
export type Decision = 'next' | 'duplicate' | 'gap' | 'held' | 'restart';

/** Decides by the position alone. */
export function decide(position: Position, { kind, event }: IncomingEvent): Decision {
  if (event.epoch < position.epoch) return 'duplicate';
  if (kind === 'state') {
    return event.epoch > position.epoch || event.sequence > position.sequence ? 'next' : 'duplicate';
  }
  if (event.epoch > position.epoch && position.sequence > 0) return 'restart';
  if (event.sequence <= position.sequence) return 'duplicate';
  if (position.held === 'replica' || position.held === 'dead-letter') return 'held';
  return event.sequence === position.sequence + 1 ? 'next' : 'gap';
}

/** Whether something newer of the same entity was applied already. */
export function isOlder(position: Position, { event }: IncomingEvent): boolean {
  return event.epoch < position.epoch || (event.epoch === position.epoch && event.sequence < position.sequence);
}

/** Moves the position over an event that was applied. */
export function advance(position: Position, { event }: IncomingEvent): void {
  position.epoch = event.epoch;
  position.sequence = event.sequence;
  position.applied += 1;
  position.attempts = 0;
}

/** Moves the position over an event that will never be applied. */
export function skip(position: Position, { event }: IncomingEvent): void {
  position.epoch = event.epoch;
  position.sequence = event.sequence;
  position.attempts = 0;
}

/** Puts the position before the first fact of a new epoch of the owner's log. */
export function restart(position: Position, epoch: number, firstSequence: number): void {
  position.epoch = epoch;
  position.sequence = firstSequence - 1;
  position.applied = Math.max(firstSequence - position.first, 0);
  position.attempts = 0;
}
