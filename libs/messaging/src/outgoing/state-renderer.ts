import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Contract, EventEnvelope } from '@app/contracts';
import { checkStrictly } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { DELETED_VERSION, wrapState, type StateContent } from './envelope.js';
import {
  BUSINESS_CLOCK,
  STATE_SOURCES,
  TRANSACTION_RUNNER,
  type BusinessClock,
  type StateRow,
  type StateSource,
  type TransactionRunner,
} from '../ports.js';

const PAGE = 500;
/** Home of an entity that is no more. */
const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Shows entities as they are now, in the envelopes that are published. */
@Injectable()
export class StateRenderer {
  private readonly logger = new Logger(StateRenderer.name);
  private readonly sources: Map<string, StateSource>;

  constructor(
    @Inject(STATE_SOURCES) sources: StateSource[],
    @Inject(TRANSACTION_RUNNER) private readonly runner: TransactionRunner,
    @Inject(BUSINESS_CLOCK) private readonly clock: BusinessClock,
  ) {
    this.sources = new Map(sources.map((source) => [source.contract.name, source]));
  }

  /** By the entity's name without version, as in `GET /internal/states/<entity>`; the newest version wins. */
  sourceOf(entity: string): StateSource | undefined {
    return [...this.sources.values()].findLast(
      ({ contract }) => contract.aggregate === entity || contract.name === entity,
    );
  }

  /** The entities of one contract by id; those that no longer exist as deleted. */
  async render(contractName: string, ids: readonly string[]): Promise<Map<string, EventEnvelope>> {
    const source = this.sources.get(contractName);
    if (!source) throw new Error(`There is no state source for ${contractName}`);
    return this.runner.run(async (tx) => {
      const found = new Map((await source.load(tx, ids)).map((row) => [row.id, row as StateContent]));
      const epoch = await epochOf(tx);
      const entries = ids.map((id) => [id, this.wrap(source.contract, found.get(id) ?? deleted(id), epoch)] as const);
      return new Map(entries.filter((entry): entry is [string, EventEnvelope] => entry[1] !== undefined));
    });
  }

  /** A page of all entities of a source, for replicas that start empty. */
  async page(source: StateSource, afterId: string | null, limit: number): Promise<EventEnvelope[]> {
    return this.runner.run(async (tx) => {
      const rows = await source.page(tx, afterId, limit);
      const epoch = await epochOf(tx);
      return rows.map((row) => wrapState(source.contract, row as StateContent, epoch, this.clock.now()));
    });
  }

  contractNames(): string[] {
    return [...this.sources.keys()];
  }

  /** Puts every entity into the outbox, for whoever has lost them. */
  async addAllToOutbox(tx: EntityManager): Promise<void> {
    for (const name of this.sources.keys()) {
      let last = await this.addPageToOutbox(tx, name, null);
      while (last) last = await this.addPageToOutbox(tx, name, last);
    }
  }

  /** Puts a page of entities into the outbox. Gives the last one, unless there are no more. */
  async addPageToOutbox(tx: EntityManager, contractName: string, afterId: string | null): Promise<string | undefined> {
    const rows: StateRow[] = await this.sources.get(contractName)!.page(tx, afterId, PAGE);
    const ids = rows.map((row) => row.id);
    const sql = `INSERT INTO outbox (kind, contract, entity_id) SELECT 'state', $1, unnest($2::text[])`;
    await tx.query(sql, [contractName, ids]);
    return ids.length < PAGE ? undefined : ids.at(-1);
  }

  /** One row that breaks the contract must not keep the others from being published. */
  private wrap(contract: Contract, row: StateContent, epoch: number): EventEnvelope | undefined {
    try {
      if (row.data !== null) checkStrictly(contract, row.data);
      return wrapState(contract, row, epoch, this.clock.now());
    } catch (error) {
      this.logger.error(`${contract.name} ${row.id} stays unpublished: ${(error as Error).message}`);
      return undefined;
    }
  }
}

function deleted(id: string): StateContent {
  return { id, version: DELETED_VERSION, organizationId: NOWHERE, data: null };
}

async function epochOf(tx: EntityManager): Promise<number> {
  const [row] = (await tx.query('SELECT epoch FROM messaging_state')) as { epoch: number }[];
  return row!.epoch;
}
