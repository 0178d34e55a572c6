import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../ports.js';

/** There has been no connection to the broker yet. What must be published waits in the outbox. */
export class BrokerAway extends Error {
  readonly code = 'ECONNREFUSED';

  constructor() {
    super('The broker has not been reached yet');
    this.name = 'BrokerAway';
  }
}

const FIRST_WAIT_MS = 3000;
const RETRY_MS = 250;

/** The service's connection to NATS. A broker that is away neither stops a service from starting nor ends it. */
@Injectable()
export class BrokerConnection implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(BrokerConnection.name);
  private readonly reconnected = new Set<() => void>();
  private readonly first: Promise<NatsConnection>;
  private connection?: NatsConnection;
  private client?: JetStreamClient;
  private manager?: JetStreamManager;
  private connected = false;
  private closing = false;

  constructor(@Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions) {
    this.first = this.connect();
    this.first.catch(() => {});
  }

  /** Waits a little, so that what starts later usually finds the broker; then starts without it. */
  async onModuleInit(): Promise<void> {
    const patience = new AbortController();
    const timeout = sleep(FIRST_WAIT_MS, undefined, { signal: patience.signal }).catch(() => {});
    await Promise.race([this.first, timeout]);
    patience.abort();
    if (!this.connection) this.logger.warn('The broker is away; events wait in the outbox');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  /** Name of the service: its user, its subjects and its durable consumers. */
  get service(): string {
    return this.options.service;
  }

  /** The connection, once there has been one. */
  ready(): Promise<NatsConnection> {
    return this.first;
  }

  get nc(): NatsConnection {
    if (!this.connection) throw new BrokerAway();
    return this.connection;
  }

  get js(): JetStreamClient {
    if (!this.client) throw new BrokerAway();
    return this.client;
  }

  get jsm(): JetStreamManager {
    if (!this.manager) throw new BrokerAway();
    return this.manager;
  }

  isConnected(): boolean {
    return this.connected && this.connection?.isClosed() === false;
  }

  /** Calls back after every reconnect; the answer ends that. */
  onReconnect(callback: () => void): () => void {
    this.reconnected.add(callback);
    return () => this.reconnected.delete(callback);
  }

  async close(): Promise<void> {
    this.closing = true;
    this.connected = false;
    // Not drain: it waits for a broker that may be away.
    if (this.connection?.isClosed() === false) {
      await Promise.race([this.connection.flush().catch(() => {}), sleep(500)]);
      await this.connection.close();
    }
  }

  private async connect(): Promise<NatsConnection> {
    while (!this.closing) {
      const connection = await this.tryToConnect();
      if (connection) return connection;
      await sleep(RETRY_MS);
    }
    throw new BrokerAway();
  }

  private async tryToConnect(): Promise<NatsConnection | undefined> {
    let connection: NatsConnection | undefined;
    try {
      connection = await this.open();
      const manager = await jetstreamManager(connection, { checkAPI: false });
      if (this.closing) throw new BrokerAway();
      this.client = jetstream(connection);
      this.manager = manager;
      this.connection = connection;
      this.connected = true;
      void this.watch(connection);
      return connection;
    } catch (error) {
      this.logger.debug(`No connection to the broker: ${(error as Error).message}`);
      await connection?.close();
      return undefined;
    }
  }

  private open(): Promise<NatsConnection> {
    const { service, nats } = this.options;
    return connect({
      servers: nats.url.split(','),
      user: nats.user,
      pass: nats.password,
      name: service,
      inboxPrefix: `_INBOX.${service}`,
      timeout: 2000,
      // A connection that takes and brings nothing is noticed after some ten seconds instead of four minutes.
      pingInterval: 3000,
      maxPingOut: 2,
      maxReconnectAttempts: -1,
      reconnectTimeWait: RETRY_MS,
      ignoreAuthErrorAbort: true,
    });
  }

  private async watch(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') this.connected = false;
      if (status.type === 'reconnect') this.connected = !this.closing;
      if (status.type === 'disconnect' || status.type === 'reconnect') this.logger.log(`Broker: ${status.type}`);
      if (status.type === 'reconnect') for (const callback of this.reconnected) callback();
      if (status.type === 'error') this.logger.error(`Broker: ${status.error.message}`);
    }
  }
}
