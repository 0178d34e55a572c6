import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Kvm, type KV } from '@nats-io/kv';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Problem } from '@app/service-kit';
import { GatewayConfig } from '../gateway.config.js';

const CONNECT_MS = 3000;

/** Where the offset of business time is kept for all services. Connected to only when somebody moves the clock. */
@Injectable()
export class ClockBucket implements OnApplicationShutdown {
  private connection?: Promise<NatsConnection>;

  constructor(private readonly config: GatewayConfig) {}

  /** Sets the offset. The broker lets this gateway do so in a demo only. */
  async put(offsetMs: number): Promise<void> {
    try {
      await (await this.open()).put('offset', String(offsetMs));
    } catch (error) {
      throw new Problem(503, 'service-unavailable', {
        params: { service: 'nats', reason: (error as Error).message },
        headers: { 'Retry-After': '1' },
      });
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await (await this.connection?.catch(() => undefined))?.close();
  }

  private async open(): Promise<KV> {
    this.connection ??= this.connect();
    return new Kvm(await this.connection).open('clock');
  }

  private async connect(): Promise<NatsConnection> {
    const { natsUrl, natsUser, natsPassword } = this.config;
    try {
      return await connect({
        servers: natsUrl.split(','),
        user: natsUser,
        pass: natsPassword,
        name: 'gateway',
        inboxPrefix: '_INBOX.gateway',
        timeout: CONNECT_MS,
        maxReconnectAttempts: -1,
      });
    } catch (error) {
      this.connection = undefined;
      throw error;
    }
  }
}
