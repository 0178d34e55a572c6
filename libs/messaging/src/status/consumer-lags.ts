import { Inject, Injectable } from '@nestjs/common';
import { BrokerAway, BrokerConnection } from '../broker/broker-connection.js';
import { Handlers } from '../incoming/handlers.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../ports.js';
import { STREAMS } from '../broker/streams.js';

/** What the broker still has for this service on one stream. */
export interface ConsumerLag {
  stream: string;
  /** Not delivered yet. */
  pending: number;
  /** Delivered and not acknowledged. */
  ackPending: number;
  /** Of those, delivered more than once. */
  redelivered: number;
}

/** Asks the broker how far this service's consumers are behind. */
@Injectable()
export class ConsumerLags {
  constructor(
    private readonly broker: BrokerConnection,
    private readonly handlers: Handlers,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  get isBrokerThere(): boolean {
    return this.broker.isConnected();
  }

  /** One for each stream that is read. Throws when the broker cannot tell. */
  async read(): Promise<ConsumerLag[]> {
    // A request to a broker that is away would only wait for its timeout.
    if (!this.isBrokerThere) throw new BrokerAway();
    const kinds = (['fact', 'state'] as const).filter((kind) => this.handlers.hasAny(kind));
    return Promise.all(kinds.map((kind) => this.lagOn(STREAMS[kind])));
  }

  private async lagOn(stream: string): Promise<ConsumerLag> {
    const info = await this.broker.jsm.consumers.info(stream, this.options.service);
    return {
      stream,
      pending: info.num_pending,
      ackPending: info.num_ack_pending,
      redelivered: info.num_redelivered,
    };
  }
}
