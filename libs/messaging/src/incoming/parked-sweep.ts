import { ReplicaBehind } from '@app/contracts';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { bury } from './dead-letter-rows.js';
import { GapFiller } from './gap-filler.js';
import type { IncomingEvent, PositionKey } from './incoming-event.js';
import { ParkedRetry } from './parked-retry.js';
import { MESSAGING_OPTIONS, retryOptions, type MessagingOptions } from '../ports.js';

const EVERY_MS = 1000;

const KEY = 'parked.kind, parked.aggregate, parked.aggregate_id AS "aggregateId"';
const WITH_POSITION = `parked JOIN positions ON positions.kind = parked.kind
  AND positions.aggregate = parked.aggregate AND positions.aggregate_id = parked.aggregate_id`;

/** Their turn has come, but whoever was to take them up did not: a crash, a lost connection, another replica. */
const DUE = `
  SELECT DISTINCT ${KEY} FROM ${WITH_POSITION}
  WHERE parked.next_try_at <= now() AND positions.held IS DISTINCT FROM 'dead-letter'
    AND (parked.kind = 'state' OR parked.sequence <= positions.sequence + 1) LIMIT 50`;

/** Facts that wait for others which should have come by now, or that belong to a new epoch of their owner. */
const GAPS = `
  SELECT ${KEY} FROM ${WITH_POSITION}
  WHERE parked.kind = 'fact' AND positions.held IS DISTINCT FROM 'dead-letter' AND positions.attempts = 0
  GROUP BY 1, 2, 3, positions.sequence, positions.epoch
  HAVING max(parked.next_try_at) <= now()
    AND ((min(parked.sequence) > positions.sequence + 1 AND min(parked.since) <= now() - $1 * interval '1 millisecond')
      OR (positions.sequence > 0 AND max(parked.epoch) > positions.epoch))
  LIMIT 20`;

/** Facts whose row never came. */
const HOPELESS = `
  SELECT kind, aggregate, event, attempts, waits_entity AS entity, waits_id AS id FROM parked
  WHERE reason = 'replica' AND since <= now() - $1 * interval '1 millisecond' LIMIT 50`;

/** Looks after parked events in regular intervals. Two replicas that do so at once only repeat each other's work. */
@Injectable()
export class ParkedSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ParkedSweep.name);
  private timer?: NodeJS.Timeout;
  private current = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly retry: ParkedRetry,
    private readonly gaps: GapFiller,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.current;
  }

  /** One round. Never throws: what fails is met again in the next one. */
  async sweep(): Promise<void> {
    const { gapMs, replicaMs } = retryOptions(this.options);
    await this.each(GAPS, [gapMs], async (key: PositionKey) => {
      await this.gaps.fill(key);
      await this.takeUp(key);
    });
    await this.each(DUE, [], (key: PositionKey) => this.takeUp(key));
    await this.each(HOPELESS, [replicaMs], (row: HopelessRow) => this.giveUp(row));
  }

  private async takeUp(key: PositionKey): Promise<void> {
    const any = await this.retry.drain(key);
    if (any) await this.retry.follow({ applied: [key], drainable: [] });
  }

  private async giveUp({ kind, aggregate, event, attempts, entity, id }: HopelessRow): Promise<void> {
    const error = new ReplicaBehind(entity, id);
    await this.dataSource.transaction((tx) => bury(tx, { kind, aggregate, event }, error, attempts + 1));
  }

  private async each<T>(sql: string, values: unknown[], work: (row: T) => Promise<void>): Promise<void> {
    try {
      for (const row of (await this.dataSource.query(sql, values)) as T[]) {
        if (this.stopping) return;
        await work(row).catch((error: Error) => this.logger.warn(`A parked event waits on: ${error.message}`));
      }
    } catch (error) {
      this.logger.warn(`Parked events wait on: ${(error as Error).message}`);
    }
  }

  private schedule(): void {
    if (this.stopping) return;
    this.timer = setTimeout(() => {
      this.current = this.sweep().finally(() => this.schedule());
    }, EVERY_MS);
  }
}

interface HopelessRow extends IncomingEvent {
  attempts: number;
  entity: string;
  id: string;
}
