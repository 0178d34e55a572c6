import type { EventEnvelope } from '@app/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Handlers } from './handlers.js';
import type { PositionKey } from './incoming-event.js';
import { OwnerPages } from '../owners/owner-pages.js';
import { newestParkedEpoch, park, postpone } from './parked.js';
import { restart } from './position.js';
import { lockPosition, savePositions } from './positions.js';
import { TRANSACTION_RUNNER, type TransactionRunner } from '../ports.js';

/** Next try when the owner has nothing for us, or does not answer. */
const RETRY_MS = 15_000;

/** Fetches from its owner what is missing between an aggregate's position and its parked facts. */
@Injectable()
export class GapFiller {
  constructor(
    private readonly owner: OwnerPages,
    private readonly handlers: Handlers,
    @Inject(TRANSACTION_RUNNER) private readonly runner: TransactionRunner,
  ) {}

  /** Parks the missing facts beside the others, in whose order they are applied then. */
  async fill(key: PositionKey): Promise<void> {
    // Put off first: an owner that is away must not be asked by every sweep.
    const { position, isRestored } = await this.runner.run(async (tx) => {
      await postpone(tx, key, RETRY_MS);
      const locked = await lockPosition(tx, key);
      return {
        position: locked,
        isRestored: locked.sequence > 0 && (await newestParkedEpoch(tx, key)) > locked.epoch,
      };
    });
    const after = isRestored ? 0 : position.sequence;
    const events = await this.owner.factsAfter(key.aggregate, key.aggregateId, after);
    await this.runner.run((tx) => (isRestored ? this.startAgain(tx, key, events) : this.parkAll(tx, key, events)));
  }

  /** The owner was restored from a backup: its newest epoch continues where that backup ended, and so do we. */
  private async startAgain(tx: EntityManager, key: PositionKey, events: EventEnvelope[]): Promise<void> {
    const position = await lockPosition(tx, key);
    const fresh = events.filter((event) => event.epoch > position.epoch);
    if (fresh.length === 0) return;
    const epoch = fresh[0]!.epoch;
    restart(position, epoch, fresh[0]!.sequence);
    position.held = 'gap';
    await savePositions(tx, [position]);
    await this.parkAll(tx, key, fresh);
  }

  private async parkAll(tx: EntityManager, key: PositionKey, events: EventEnvelope[]): Promise<void> {
    const wanted = events.filter((event) => !this.handlers.isOtherVersion(event.type));
    await park(
      tx,
      wanted.map((event) => ({ incoming: { ...key, event }, reason: 'gap' as const })),
    );
  }
}
