import type { EventEnvelope } from '@app/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sendAhead } from '../ahead.js';
import { refusePassingOver } from '../owners/backfill-rows.js';
import { Handlers } from './handlers.js';
import { keyOf, keyText, type IncomingEvent, type PositionKey } from './incoming-event.js';
import { firstParked, park, unpark, type ParkedEvent } from './parked.js';
import { OwnerEpochs } from '../owners/owner-epochs.js';
import { advance, decide, isOlder, type Position } from './position.js';
import { lockPosition, lockPositions, savePositions } from './positions.js';

/** What a transaction has moved: for events that waited for just that. */
export interface Moved {
  /** Aggregates and entities of which something was applied. */
  applied: PositionKey[];
  /** Aggregates with parked events whose turn may have come. */
  drainable: PositionKey[];
}

/** Applies events inside one transaction: position, change and outgoing events commit together. */
@Injectable()
export class EventApplier {
  constructor(
    private readonly handlers: Handlers,
    private readonly epochs: OwnerEpochs,
  ) {}

  /** Applies what is next, drops duplicates and parks the rest. An error of a handler is the transaction's error. */
  async apply(tx: EntityManager, delivered: IncomingEvent[]): Promise<Moved> {
    const events = delivered.filter(({ event }) => !this.handlers.isOtherVersion(event.type));
    if (events.length === 0) return { applied: [], drainable: [] };
    const positions = await lockPositions(tx, events.map(keyOf));
    await this.refuseWhatNewerVersionsHandle(tx, events);
    await this.epochs.notice(tx, events);
    const changed = new Set<Position>();
    const parking: Parameters<typeof park>[1] = [];
    const drainable = new Set<Position>();
    const applied = new Set<Position>();

    for (const incoming of events) {
      const position = positions.get(keyText(keyOf(incoming)))!;
      const decision = decide(position, incoming);
      if (decision === 'duplicate') continue;
      changed.add(position);
      if (decision === 'next') {
        await this.handlers.call(incoming.event, tx);
        advance(position, incoming);
        applied.add(position);
        if (position.held) drainable.add(position);
      } else {
        parking.push({ incoming, reason: position.held === 'dead-letter' ? 'dead-letter' : 'gap' });
        position.held ??= 'gap';
      }
    }

    await park(tx, parking);
    sendAhead(tx, savePositions(tx, changed));
    return { applied: [...applied], drainable: [...drainable] };
  }

  /**
   * Applies the parked event of an aggregate whose turn it is. `seen` learns of the event before its handler is called.
   * True when there may be another one.
   */
  async applyParked(tx: EntityManager, key: PositionKey, seen: (parked: ParkedEvent) => void): Promise<boolean> {
    const position = await lockPosition(tx, key);
    if (position.held === 'dead-letter') return false;
    const before = position.held;
    const parked = await firstParked(tx, key);
    position.held = null;
    const decision = parked ? decide(position, parked.incoming) : undefined;
    if (parked && (decision === 'next' || decision === 'duplicate')) {
      seen(parked);
      if (decision === 'next') {
        await this.refuseWhatNewerVersionsHandle(tx, [parked.incoming]);
        await this.handlers.call(parked.incoming.event, tx);
        advance(position, parked.incoming);
      }
      await unpark(tx, parked.id);
      position.held = 'gap';
      await savePositions(tx, [position]);
      return true;
    }
    position.held = parked ? 'gap' : null;
    if (position.held !== before) await savePositions(tx, [position]);
    return false;
  }

  /**
   * Calls the handlers of states also where they are no news, to mend a replica. An older version than the one that was
   * applied is left out: the newer one is on its way. Gives how many were applied.
   */
  async reapplyStates(tx: EntityManager, events: IncomingEvent[]): Promise<number> {
    const positions = await lockPositions(tx, events.map(keyOf));
    const applied = new Set<Position>();
    for (const incoming of events) {
      const position = positions.get(keyText(keyOf(incoming)))!;
      if (isOlder(position, incoming)) continue;
      const isRebuild = decide(position, incoming) !== 'next';
      await this.handlers.call(incoming.event, tx, { isRebuild });
      advance(position, incoming);
      applied.add(position);
    }
    await savePositions(tx, applied);
    return applied.size;
  }

  /**
   * Calls the projecting handlers of an aggregate for all facts that were applied already, in their order. Does nothing
   * and gives undefined where later ones were applied meanwhile, which would be undone, unless the owner has no later ones.
   */
  async reapplyFacts(
    tx: EntityManager,
    key: PositionKey,
    facts: EventEnvelope[],
    isAll: boolean,
  ): Promise<number | undefined> {
    const { sequence } = await lockPosition(tx, key);
    if (!isAll && sequence > (facts.at(-1)?.sequence ?? 0)) return undefined;
    const passed = facts.filter((event) => event.sequence <= sequence && this.handlers.isProjection(event.type));
    for (const event of passed) await this.handlers.call(event, tx, { isRebuild: true });
    return passed.length;
  }

  private async refuseWhatNewerVersionsHandle(tx: EntityManager, events: IncomingEvent[]): Promise<void> {
    const unhandled = events.filter(({ kind, event }) => kind === 'fact' && !this.handlers.isHandled(event.type));
    if (unhandled.length > 0) await refusePassingOver(tx, unhandled);
  }
}
