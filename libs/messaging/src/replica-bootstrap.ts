import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventIntake, type Delivery } from './event-intake.js';
import { Handlers } from './handlers.js';
import { OwnerLog } from './owner-log.js';

const RETRY_MS = 5000;

/**
 * Fills the replicas of a new service from the snapshots of their owners, once: the stream of states keeps a week only.
 * It goes on beside the stream, since a state is applied only when it is newer.
 */
@Injectable()
export class ReplicaBootstrap implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ReplicaBootstrap.name);
  private timer?: NodeJS.Timeout;
  private current = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly owner: OwnerLog,
    private readonly intake: EventIntake,
    private readonly handlers: Handlers,
  ) {}

  onApplicationBootstrap(): void {
    this.current = this.loadMissing();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.current;
  }

  /** Loads what was never loaded. What fails is tried again later: an owner may start after us. */
  async loadMissing(): Promise<void> {
    try {
      const rows = (await this.dataSource.query('SELECT entity FROM replica_loads')) as { entity: string }[];
      const loaded = new Set(rows.map(({ entity }) => entity));
      for (const name of this.handlers.stateNames()) if (!loaded.has(name)) await this.load(name);
    } catch (error) {
      this.logger.debug(`Replicas are not filled yet: ${(error as Error).message}`);
      if (this.stopping) return;
      this.timer = setTimeout(() => {
        this.current = this.loadMissing();
      }, RETRY_MS);
    }
  }

  private async load(name: string): Promise<void> {
    for (let cursor: string | null = null, more = true; more && !this.stopping;) {
      const { data, page } = await this.owner.states(name, cursor);
      const deliveries = data.map((event) => new SnapshotDelivery(`state.${name}`, JSON.stringify(event)));
      await this.intake.process(deliveries);
      if (deliveries.some(({ failed }) => failed)) throw new Error(`A row of ${name} could not be applied`);
      ({ nextCursor: cursor, hasMore: more } = page);
    }
    if (this.stopping) return;
    await this.dataSource.query('INSERT INTO replica_loads (entity) VALUES ($1) ON CONFLICT DO NOTHING', [name]);
    this.logger.log(`The replica of ${name} is filled`);
  }
}

/** A row of a snapshot, taken in like a message. */
class SnapshotDelivery implements Delivery {
  readonly place: string;
  readonly attempt = 1;
  failed = false;

  constructor(
    readonly subject: string,
    readonly text: string,
  ) {
    this.place = `snapshot of ${subject}`;
  }

  ack(): void {}

  again(): void {
    this.failed = true;
  }

  working(): void {}
}
