import { join } from 'node:path';
import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import type { NatsConnection, Subscription } from '@nats-io/transport-node';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import type { Contract, DataOf, EventEnvelope } from '@app/contracts';
import { createService, serviceDataSource } from '@app/service-kit';
import {
  manifestOf,
  sampleOf,
  TempBroker,
  TempDatabase,
  testEnv,
  TestIdentity,
  TestProcess,
  waitFor,
} from '@app/testing';
import { certificationService } from '../src/certification.service-options.js';

// Bodies of answers are what the specs assert.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

export const origin = 'http://localhost:8080';

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  text: string;
  body: Json;
}

interface World {
  identity: TestIdentity;
  database: TempDatabase;
  broker: TempBroker;
  admin: pg.Client;
  nats: NatsConnection;
}

/** The service on a real database and broker. What other services publish is said by the spec. */
export class RunningCertification {
  /** Facts of this service in the order in which the broker got them. */
  readonly facts: EventEnvelope<Json>[] = [];
  private readonly stream: JetStreamClient;
  private readonly listening: Subscription;
  private readonly sequences = new Map<string, number>();
  private address = '';
  app: NestFastifyApplication;

  private constructor(private readonly world: World) {
    this.stream = jetstream(world.nats);
    this.listening = world.nats.subscribe('evt.certification.>', {
      callback: (_, message) => void this.facts.push(message.json()),
    });
  }

  static async start(): Promise<RunningCertification> {
    const [identity, database, broker] = await Promise.all([
      TestIdentity.start(),
      TempDatabase.create(serviceDataSource(certificationService)),
      TempBroker.create([manifestOf('certification')]),
    ]);
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    const nats = await broker.connectAs('admin');
    const running = new RunningCertification({ identity, database, broker, admin, nats });
    await running.startProcess();
    return running;
  }

  /** A process of the service that listens. */
  async startProcess(): Promise<void> {
    this.app = await this.replica();
    await this.app.listen(0, '127.0.0.1');
    this.address = await this.app.getUrl();
  }

  /** One more process of the same service. */
  async replica(): Promise<NestFastifyApplication> {
    return createService(certificationService, this.env);
  }

  /** One that is a process indeed: it can be killed, and its clock may be wrong. */
  async startReplica(clockShiftMs = 0): Promise<TestProcess> {
    const entry = join(import.meta.dirname, 'certification.main.ts');
    return TestProcess.start({ entry, env: this.env, clockShiftMs });
  }

  async stop(): Promise<void> {
    const { identity, database, broker, admin, nats } = this.world;
    this.listening.unsubscribe();
    await this.app.close();
    await nats.close();
    await admin.end();
    await Promise.all([database.drop(), broker.stop(), identity.stop()]);
  }

  /** What another service publishes: the next version of an entity, or the next fact of an aggregate. */
  async tell<C extends Contract>(
    contract: C,
    id: string,
    data: Partial<DataOf<C>> = {},
    envelope: Partial<Omit<EventEnvelope, 'data'>> = {},
  ): Promise<EventEnvelope<DataOf<C>>> {
    const key = `${contract.aggregate}:${contract.kind}:${id}`;
    const sequence = (this.sequences.get(key) ?? 0) + 1;
    this.sequences.set(key, sequence);
    const event = sampleOf(contract, data, { subject: id, sequence, ...envelope });
    await this.publish(contract, event);
    return event;
  }

  /** Sends an event as it is, also a second time. */
  async publish(contract: Contract, event: EventEnvelope<unknown>): Promise<void> {
    await this.stream.publish(contract.subject, JSON.stringify(event), { msgID: uuid() });
  }

  /** Waits until everything that was told has been handled. */
  async settled(): Promise<void> {
    const manager = await this.stream.jetstreamManager();
    const handled = async () => {
      const infos = ['EVENTS', 'STATE'].map((stream) => manager.consumers.info(stream, 'certification'));
      return (await Promise.all(infos)).every((info) => info.num_pending + info.num_ack_pending === 0);
    };
    await waitFor(handled, { timeoutMs: 20_000 });
  }

  /** Moves the business clock of the platform. */
  async setClock(instant: string | null): Promise<void> {
    const offset = instant === null ? 0 : Date.parse(instant) - Date.now();
    const bucket = await new Kvm(this.world.nats).open('clock');
    await bucket.put('offset', String(offset));
    await waitFor(async () => Math.abs((await this.get('/v1/clock')).body.offsetMs - offset) < 5);
  }

  /** SQL as an administrator, past row security. */
  async rows<T = Json>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.world.admin.query(sql, values)).rows as T[];
  }

  /** Connects as an administrator to the same database. */
  async connectToDatabase(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.world.database.adminUrl });
    await client.connect();
    return client;
  }

  /** Facts of one kind about something, once there are at least `count` of them. */
  async published(contract: Contract, about: (fact: EventEnvelope<Json>) => boolean, count = 1) {
    const matching = () => this.facts.filter((fact) => fact.type === contract.type && about(fact));
    await waitFor(() => matching().length >= count, { timeoutMs: 20_000 });
    return matching();
  }

  async headersOf(personId: string): Promise<Record<string, string>> {
    return this.world.identity.headers({ personId });
  }

  async headersOfClient(clientId: string): Promise<Record<string, string>> {
    return this.world.identity.headers({ clientId });
  }

  get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', url, undefined, headers);
  }

  post(url: string, body: Json, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', url, body, headers);
  }

  /** What a stranger fetches: addresses of the public origin, over HTTP from this process; did:web always asks by https. */
  fetchDocument = async (url: string): Promise<unknown> => {
    const [, path] = /^https?:\/\/localhost:8080(\/.*)$/.exec(url) ?? [];
    if (!path) return undefined;
    const answer = await fetch(`${this.address}${path}`, { headers: { accept: 'application/json' } });
    return answer.ok ? answer.json() : undefined;
  };

  private get env(): Record<string, string> {
    const { identity, database, broker } = this.world;
    return testEnv({ service: 'certification', identity, database, broker });
  }

  private async send(
    method: 'GET' | 'POST',
    url: string,
    payload: Json,
    headers: Record<string, string>,
  ): Promise<Answer> {
    const answer = await this.app.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
    const isJson = String(answer.headers['content-type']).includes('json');
    const body: Json = isJson && answer.body ? answer.json() : null;
    return { status: answer.statusCode, headers: answer.headers, text: answer.body, body };
  }
}
