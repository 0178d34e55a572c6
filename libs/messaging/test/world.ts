import { randomUUID } from 'node:crypto';
import type { Contract, EventEnvelope } from '@app/contracts';
import { TempBroker, TempDatabase, waitFor, type TempBrokerOptions } from '@app/testing';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EntityManager } from 'typeorm';
import { messagingMigrations, Outbox } from '../src/index.js';
import { ServiceProcess, type ServiceProcessOptions } from './service-process.js';
import {
  CreateShop1767300000000,
  shopManifest,
  startService,
  storeManifest,
  trouble,
  type StartOptions,
} from './shop.js';

export interface Seen {
  type: string;
  sequence: number;
  data: unknown;
}

/** A broker, and a shop and a store with a database each. Services run only once a spec starts them. */
export class World {
  private readonly running = new Set<NestFastifyApplication>();
  private readonly processes = new Set<ServiceProcess>();

  private constructor(
    readonly broker: TempBroker,
    readonly shopData: TempDatabase,
    readonly storeData: TempDatabase,
    private readonly outsider: NatsConnection,
  ) {}

  static async create(brokerOptions: TempBrokerOptions = {}): Promise<World> {
    const migrations = [...messagingMigrations, CreateShop1767300000000];
    const [broker, shopData, storeData] = await Promise.all([
      TempBroker.create([shopManifest, storeManifest], brokerOptions),
      TempDatabase.create({ service: 'shop', migrations }),
      TempDatabase.create({ service: 'store', migrations }),
    ]);
    return new World(broker, shopData, storeData, await broker.connectAs('shop'));
  }

  async start(name: 'shop' | 'store', options: Partial<StartOptions> = {}): Promise<NestFastifyApplication> {
    const { dataSource } = name === 'shop' ? this.shopData : this.storeData;
    const nats = { url: this.broker.url, ...this.broker.users[name]! };
    const app = await startService({ name, dataSource, nats, ...options });
    this.running.add(app);
    return app;
  }

  /** Starts a service as a process of its own, which can be killed and paused. `nats` and `databaseUrl` may lead through a proxy. */
  async startProcess(
    name: 'shop' | 'store',
    options: Partial<Omit<ServiceProcessOptions, 'name'>> = {},
  ): Promise<ServiceProcess> {
    const started = await ServiceProcess.start({
      name,
      databaseUrl: name === 'shop' ? this.shopData.url : this.storeData.url,
      nats: { url: this.broker.url, ...this.broker.users[name]! },
      serviceUrls: {},
      retry: {},
      troubles: {},
      ...options,
    });
    this.processes.add(started);
    return started;
  }

  async stop(app: NestFastifyApplication): Promise<void> {
    this.running.delete(app);
    await app.close();
  }

  async end(): Promise<void> {
    trouble.clear();
    await Promise.all([...this.processes].map(({ process }) => process.kill()));
    await Promise.all([...this.running].map((app) => app.close()));
    await this.outsider.close();
    await Promise.all([this.shopData.drop(), this.storeData.drop(), this.broker.stop()]);
  }

  /** Commits facts as the shop does, with nobody to publish them unless a shop runs. */
  async record(shop: NestFastifyApplication, ...events: Parameters<Outbox['add']>[1][]): Promise<void> {
    await this.shopData.dataSource.transaction((tx: EntityManager) => shop.get(Outbox).add(tx, ...events));
  }

  /** Brings messages to the stream behind the relay's back: in any order, twice, broken. */
  async publish(...events: EventEnvelope[]): Promise<void> {
    for (const event of events) {
      const prefix = event.type.split('.').length === 4 ? 'state.' : 'evt.';
      await this.publishText(event.type.replace('tulga.', prefix), JSON.stringify(event));
    }
  }

  async publishText(subject: string, text: string): Promise<void> {
    await jetstream(this.outsider).publish(subject, text);
  }

  /** What the store's handlers saw of an aggregate or entity, in the order of their commits. */
  async seen(subject: string): Promise<Seen[]> {
    const sql = 'SELECT type, sequence::float8 AS sequence, data FROM seen WHERE subject = $1 ORDER BY place';
    return this.storeData.dataSource.query(sql, [subject]);
  }

  async waitForSequences(subject: string, expected: number[], timeoutMs = 5000): Promise<void> {
    const sequences = async (): Promise<string> => (await this.seen(subject)).map((row) => row.sequence).join();
    await waitFor(async () => (await sequences()) === expected.join(), { timeoutMs });
  }

  /** Rows of one of the store's messaging tables that concern an aggregate. */
  async rows<T = Record<string, unknown>>(table: string, aggregateId: string): Promise<T[]> {
    return this.storeData.dataSource.query(`SELECT * FROM ${table} WHERE aggregate_id = $1`, [aggregateId]);
  }
}

/** An event as it comes from the broker. */
export function eventOf(contract: Contract, subject: string, sequence: number, fields: Partial<EventEnvelope> = {}) {
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: `/services/${contract.service}`,
    type: contract.type,
    subject,
    time: '2026-03-01T09:30:00.000Z',
    datacontenttype: 'application/json',
    sequence,
    epoch: 1,
    organizationid: subject,
    correlationid: randomUUID(),
    recordedtime: '2026-03-01T09:30:00.000Z',
    data: contract.kind === 'state' ? { name: 'Aigerim' } : { total: sequence },
    ...fields,
  } satisfies EventEnvelope;
}
