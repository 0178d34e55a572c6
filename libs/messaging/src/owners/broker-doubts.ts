import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { BrokerConnection } from '../broker/broker-connection.js';
import { CaughtUp } from '../status/caught-up.js';
import { OwnerReads } from './owner-reads.js';

/** Reconnects come in groups: when a server restarts, and when a cluster changes its leaders. */
const SETTLED_MS = 3000;
const RETRY_MS = 1000;
const REMEMBER_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Clocks differ, and what an owner recorded is published a little later. */
const MARGIN = `interval '10 minutes'`;

const REMEMBER = `UPDATE messaging_state SET caught_up_at = $1 WHERE caught_up_at IS NULL OR caught_up_at < $1`;
const IN_DOUBT = `SELECT caught_up_at - ${MARGIN} AS since FROM messaging_state`;

/** The table remembers, not the process: it may be restarted every day. */
const NOT_COMPARED_FOR_A_DAY = `
  SELECT name FROM unnest($1::text[]) AS wanted (name) WHERE NOT EXISTS (
    SELECT 1 FROM owner_reads WHERE kind = 'compare' AND owner_reads.name = wanted.name AND since IS NULL
      AND (state = 'open' OR finished_at > now() - interval '1 day'))`;

/**
 * A broker that comes back may have lost what this service had not read yet, and not know it itself: a message on a
 * damaged disk is passed over without a word. After each start and reconnect positions and replicas are compared with
 * their owners; of the facts only those since nothing was under way are in doubt, but once a day all of them are.
 */
@Injectable()
export class BrokerDoubts implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(BrokerDoubts.name);
  private readonly timers: NodeJS.Timeout[] = [];
  private soon?: NodeJS.Timeout;
  private stopWatching?: () => void;
  private stopping = false;
  /** Doubts of which no comparison is put down yet. */
  private unsettled = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly broker: BrokerConnection,
    private readonly caughtUp: CaughtUp,
    private readonly reads: OwnerReads,
  ) {}

  onApplicationBootstrap(): void {
    this.compareSoon('start');
    this.stopWatching = this.broker.onReconnect(() => this.compareSoon('reconnect'));
    this.timers.push(setInterval(() => void this.compareDaily().catch((error) => this.warn(error)), HOUR_MS));
    this.timers.push(setInterval(() => void this.remember(), REMEMBER_MS));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.stopWatching?.();
    clearTimeout(this.soon);
    for (const timer of this.timers) clearInterval(timer);
    await this.remember();
  }

  private compareSoon(why: string): void {
    if (this.soon) return;
    this.unsettled += 1;
    // Asked before the broker says again that nothing is under way.
    const since = this.inDoubtSince();
    since.catch(() => {});
    this.soon = setTimeout(() => {
      this.soon = undefined;
      void this.settle(why, since);
    }, SETTLED_MS);
  }

  /** Tries until it is put down: nobody else would ask again. */
  private async settle(why: string, inDoubt: Promise<Date | null>): Promise<void> {
    for (let since = inDoubt; !this.stopping;) {
      try {
        await this.compare(why, await since);
        await this.compareDaily();
        this.unsettled -= 1;
        return;
      } catch (error) {
        this.warn(error);
        since = since.catch(() => this.inDoubtSince());
        since.catch(() => {});
        await sleep(RETRY_MS, undefined, { ref: false });
      }
    }
  }

  private async inDoubtSince(): Promise<Date | null> {
    const [row] = (await this.dataSource.query(IN_DOUBT)) as { since: Date | null }[];
    return row!.since;
  }

  private async compare(why: string, since: Date | null): Promise<void> {
    const { states, aggregates } = this.reads.names();
    const { manager } = this.dataSource;
    for (const name of states) await this.reads.add(manager, 'compare', name, why);
    for (const name of aggregates) await this.reads.add(manager, 'compare', name, why, since);
  }

  private async compareDaily(): Promise<void> {
    const { states, aggregates } = this.reads.names();
    const { manager } = this.dataSource;
    const due = (await manager.query(NOT_COMPARED_FOR_A_DAY, [[...states, ...aggregates]])) as { name: string }[];
    for (const { name } of due) await this.reads.add(manager, 'compare', name, 'daily');
  }

  private warn(error: unknown): void {
    this.logger.warn(`Owners are not compared with now: ${(error as Error).message}`);
  }

  /** Not while a doubt is open: what it is about would count as caught up with. */
  private async remember(): Promise<void> {
    const { factsAt } = this.caughtUp;
    if (!factsAt || this.unsettled > 0) return;
    await this.dataSource.query(REMEMBER, [factsAt]).catch((error: Error) => {
      this.logger.debug(`It is not noted that nothing is under way: ${error.message}`);
    });
  }
}
