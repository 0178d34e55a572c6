import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection, Subscription } from '@nats-io/transport-node';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import type { Contract, DataOf, EventEnvelope, EventOf } from '@app/contracts';
import { createService, serviceDataSource } from '@app/service-kit';
import { manifestOf, sampleOf, TempBroker, TempDatabase, testEnv, TestIdentity, waitFor } from '@app/testing';
import { enrollmentService } from '../src/enrollment.service-options.js';

// Bodies of answers are what the specs assert.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: Json;
}

interface World {
  app: NestFastifyApplication;
  identity: TestIdentity;
  database: TempDatabase;
  broker: TempBroker;
  admin: pg.Client;
  nats: NatsConnection;
}

/** The service on a real database and broker. What other services publish is said by the spec. */
export class RunningEnrollment {
  /** Facts of this service in the order in which the broker got them. */
  readonly facts: EventEnvelope<Json>[] = [];
  private readonly stream: JetStreamClient;
  private readonly listening: Subscription;
  private readonly sequences = new Map<string, number>();

  private constructor(private readonly world: World) {
    this.stream = jetstream(world.nats);
    this.listening = world.nats.subscribe('evt.enrollment.>', {
      callback: (_, message) => void this.facts.push(message.json()),
    });
  }

  static async start(): Promise<RunningEnrollment> {
    const [identity, database, broker] = await Promise.all([
      TestIdentity.start(),
      TempDatabase.create(serviceDataSource(enrollmentService)),
      TempBroker.create([manifestOf('enrollment')]),
    ]);
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    const env = testEnv({ service: 'enrollment', identity, database, broker });
    const app = await createService(enrollmentService, env);
    const nats = await broker.connectAs('admin');
    return new RunningEnrollment({ app, identity, database, broker, admin, nats });
  }

  async stop(): Promise<void> {
    const { app, identity, database, broker, admin, nats } = this.world;
    this.listening.unsubscribe();
    await nats.close();
    await app.close();
    await admin.end();
    await Promise.all([database.drop(), broker.stop(), identity.stop()]);
  }

  /** What another service publishes: the next version of an entity, or the next fact of an aggregate. */
  async tell<C extends Contract>(contract: C, id: string, data: Partial<DataOf<C>> = {}): Promise<EventOf<C>> {
    const key = `${contract.aggregate}:${contract.kind}:${id}`;
    const sequence = (this.sequences.get(key) ?? 0) + 1;
    this.sequences.set(key, sequence);
    const event = sampleOf(contract, data, { subject: id, sequence });
    await this.publish(contract, event);
    return event as EventOf<C>;
  }

  /** Sends an event as it is, also a second time. */
  async publish(contract: Contract, event: EventEnvelope<unknown>, messageId: string = uuid()): Promise<void> {
    await this.stream.publish(contract.subject, JSON.stringify(event), { msgID: messageId });
  }

  /** Waits until everything that was told has been handled. */
  async settled(): Promise<void> {
    const handled = async () => {
      const manager = await this.stream.jetstreamManager();
      const waiting = await Promise.all(
        ['EVENTS', 'STATE'].map(async (stream) => {
          const { num_pending, num_ack_pending } = await manager.consumers.info(stream, 'enrollment');
          return num_pending + num_ack_pending;
        }),
      );
      return waiting.every((count) => count === 0);
    };
    await waitFor(handled, { timeoutMs: 10_000 });
  }

  async rows<T = Json>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.world.admin.query(sql, values)).rows as T[];
  }

  /** Facts of one kind, once there are at least `count` of them. */
  async published(
    contract: Contract,
    about: (fact: EventEnvelope<Json>) => boolean,
    count = 1,
  ): Promise<EventEnvelope<Json>[]> {
    const matching = () => this.facts.filter((fact) => fact.type === contract.type && about(fact));
    await waitFor(() => matching().length >= count);
    return matching();
  }

  async as(personId: string): Promise<Caller> {
    return new Caller(this.world.app, await this.world.identity.headers({ personId }));
  }
}

/** Somebody with an access token. */
export class Caller {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly headers: Record<string, string>,
  ) {}

  get(url: string): Promise<Answer> {
    return this.send('GET', url);
  }

  post(url: string, body: Json = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', url, body, headers);
  }

  put(url: string, body: Json, version?: number): Promise<Answer> {
    return this.send('PUT', url, body, version === undefined ? {} : { 'if-match': `"v${version}"` });
  }

  /** A POST that must succeed. */
  async make(url: string, body: Json = {}): Promise<Json> {
    const answer = await this.post(url, body);
    if (answer.status >= 300) throw new Error(`${url}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  private async send(
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    payload?: Json,
    extra: Record<string, string> = {},
  ): Promise<Answer> {
    const headers = { ...this.headers, ...extra };
    const answer = await this.app.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
    return { status: answer.statusCode, headers: answer.headers, body: answer.body ? answer.json() : null };
  }
}
