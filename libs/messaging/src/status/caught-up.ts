import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { ContractKind } from '@app/contracts';
import { BrokerConnection } from '../broker/broker-connection.js';
import { Handlers } from '../incoming/handlers.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../ports.js';
import { realTime } from '../real-time.js';
import { STREAMS } from '../broker/streams.js';

const EVERY_MS = 2000;

/** Knows how much of what others publish is still under way, and when this service last lacked nothing. */
@Injectable()
export class CaughtUp implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer?: NodeJS.Timeout;
  private readonly last: Record<ContractKind, Date | null> = { fact: null, state: null };

  constructor(
    private readonly broker: BrokerConnection,
    private readonly handlers: Handlers,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  /** When the broker last had nothing left for the replicas, in real time. Null: not since the start. */
  get at(): Date | null {
    return this.last.state;
  }

  /** The same of the facts. */
  get factsAt(): Date | null {
    return this.last.fact;
  }

  onApplicationBootstrap(): void {
    void this.look();
    this.timer = setInterval(() => void this.look(), EVERY_MS);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Asks the broker now. */
  async look(): Promise<Date | null> {
    await Promise.all([this.lookAt('state'), this.lookAt('fact')]);
    return this.at;
  }

  /** Events at the broker that are not delivered or not acknowledged yet. */
  async pending(): Promise<number> {
    const kinds = (['fact', 'state'] as const).filter((kind) => this.handlers.hasAny(kind));
    const counts = await Promise.all(kinds.map((kind) => this.pendingOf(kind)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  private async lookAt(kind: ContractKind): Promise<void> {
    try {
      // From before the question: what was published during it may be missing.
      const asked = realTime();
      if (!this.handlers.hasAny(kind) || (await this.pendingOf(kind)) === 0) this.last[kind] = asked;
    } catch {
      // The broker is away or its set-up is not done: then we do not know, and the age of what we knew grows.
    }
  }

  private async pendingOf(kind: ContractKind): Promise<number> {
    const info = await this.broker.jsm.consumers.info(STREAMS[kind], this.options.service);
    return info.num_pending + info.num_ack_pending;
  }
}
