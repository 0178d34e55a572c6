import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BrokerConnection } from '../broker/broker-connection.js';
import { CaughtUp } from '../status/caught-up.js';
import { OwnerReads } from './owner-reads.js';

/** Reconnects come in groups: when a server restarts, and when a cluster changes its leaders. */
const SETTLED_MS = 3000;
const REMEMBER_MS = 60_000;
const DAY_MS = 86_400_000;
/** Clocks differ, and what an owner recorded is published a little later. */
const MARGIN = `interval '10 minutes'`;

const REMEMBER = `UPDATE messaging_state SET caught_up_at = $1 WHERE caught_up_at IS NULL OR caught_up_at < $1`;
const IN_DOUBT = `SELECT caught_up_at - ${MARGIN} AS since FROM messaging_state`;

/**
 * A broker that comes back may have lost what this service had not read yet, and not know it itself: a message on a
 * damaged disk is passed over without a word. After each start and reconnect, and once a day, positions and replicas are
 * compared with their owners; of the facts only those since nothing was under way are in doubt.
 */
@Injectable()
export class BrokerDoubts implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(BrokerDoubts.name);
  private readonly timers: NodeJS.Timeout[] = [];
  private soon?: NodeJS.Timeout;
  private stopWatching?: () => void;

  constructor(
    private readonly dataSource: DataSource,
    private readonly broker: BrokerConnection,
    private readonly caughtUp: CaughtUp,
    private readonly reads: OwnerReads,
  ) {}

  onApplicationBootstrap(): void {
    this.compareSoon('start');
    this.stopWatching = this.broker.onReconnect(() => this.compareSoon('reconnect'));
    this.timers.push(setInterval(() => void this.compare('daily', Promise.resolve(null)), DAY_MS));
    this.timers.push(setInterval(() => void this.remember(), REMEMBER_MS));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopWatching?.();
    clearTimeout(this.soon);
    for (const timer of this.timers) clearInterval(timer);
    await this.remember();
  }

  private compareSoon(why: string): void {
    if (this.soon) return;
    // Asked before the broker says again that nothing is under way.
    const since = this.inDoubtSince();
    since.catch(() => {});
    this.soon = setTimeout(() => {
      this.soon = undefined;
      void this.compare(why, since);
    }, SETTLED_MS);
  }

  private async inDoubtSince(): Promise<Date | null> {
    const [row] = (await this.dataSource.query(IN_DOUBT)) as { since: Date | null }[];
    return row!.since;
  }

  private async compare(why: string, inDoubt: Promise<Date | null>): Promise<void> {
    const { states, aggregates } = this.reads.names();
    const { manager } = this.dataSource;
    try {
      const since = await inDoubt;
      for (const name of states) await this.reads.add(manager, 'compare', name, why);
      for (const name of aggregates) await this.reads.add(manager, 'compare', name, why, since);
    } catch (error) {
      this.logger.warn(`Owners are not compared with now: ${(error as Error).message}`);
    }
  }

  private async remember(): Promise<void> {
    const { factsAt } = this.caughtUp;
    if (!factsAt) return;
    await this.dataSource.query(REMEMBER, [factsAt]).catch((error: Error) => {
      this.logger.debug(`It is not noted that nothing is under way: ${error.message}`);
    });
  }
}
