import { Inject, Injectable } from '@nestjs/common';
import { BrokerConnection } from '../broker/broker-connection.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../ports.js';

/** Core NATS messages from the replica that committed to the one that publishes. They may get lost: the poll is behind. */
@Injectable()
export class RelayNudges {
  private readonly subject: string;

  constructor(
    private readonly broker: BrokerConnection,
    @Inject(MESSAGING_OPTIONS) options: MessagingOptions,
  ) {
    this.subject = `nudge.${options.service}`;
  }

  /** Calls back on every nudge, as soon as there is a broker. */
  listen(callback: () => unknown): void {
    const subscribe = async (): Promise<void> => {
      const nc = await this.broker.ready();
      nc.subscribe(this.subject, {
        callback: () => {
          callback();
        },
      });
      callback();
    };
    subscribe().catch(() => {});
  }

  send(): void {
    if (this.broker.isConnected()) this.broker.nc.publish(this.subject);
  }

  isBrokerThere(): boolean {
    return this.broker.isConnected();
  }
}
