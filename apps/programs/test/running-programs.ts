import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { GrantStateV1, OrganizationStateV1, type Contract, type DataOf, type EventEnvelope } from '@app/contracts';
import { createService, serviceDataSource } from '@app/service-kit';
import { manifestOf, sampleOf, TempBroker, TempDatabase, testEnv, TestIdentity, waitFor } from '@app/testing';
import { programsService } from '../src/programs.service-options.js';
import { Caller, type Json } from './caller.js';

interface World {
  app: NestFastifyApplication;
  identity: TestIdentity;
  database: TempDatabase;
  broker: TempBroker;
  admin: pg.Client;
  nats: NatsConnection;
}

/** Programs on a real database and a real broker, at a time that the spec sets. The spec speaks for the directory. */
export class RunningPrograms {
  /** What the service has published, in the order in which the broker got it. */
  readonly events: EventEnvelope<Json>[] = [];
  private readonly stream: JetStreamClient;
  private readonly versions = new Map<string, number>();

  private constructor(private readonly world: World) {
    this.stream = jetstream(world.nats);
    for (const subject of ['evt.programs.>', 'state.programs.>']) {
      world.nats.subscribe(subject, { callback: (_, message) => void this.events.push(message.json()) });
    }
  }

  static async start(): Promise<RunningPrograms> {
    const [identity, database, broker] = await Promise.all([
      TestIdentity.start(),
      TempDatabase.create(serviceDataSource(programsService)),
      TempBroker.create([manifestOf('programs')]),
    ]);
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    const nats = await broker.connectAs('admin');
    const app = await createService(programsService, testEnv({ service: 'programs', identity, database, broker }));
    return new RunningPrograms({ app, identity, database, broker, admin, nats });
  }

  async stop(): Promise<void> {
    const { app, identity, database, broker, admin, nats } = this.world;
    await nats.close();
    await app.close();
    await admin.end();
    await Promise.all([database.drop(), broker.stop(), identity.stop()]);
  }

  /** Moves the platform's clock. */
  async setClock(instant: string): Promise<void> {
    const offset = Date.parse(instant) - Date.now();
    const bucket = await new Kvm(this.world.nats).open('clock');
    await bucket.put('offset', String(offset));
    const anybody = await this.as(uuid());
    await waitFor(async () => (await anybody.get('/v1/clock')).body.offsetMs === offset);
  }

  /** An organization that the directory tells of; the same one again when its id is given. */
  async organization(active = true, id: string = uuid()): Promise<string> {
    await this.tell(OrganizationStateV1, id, { active });
    return id;
  }

  /** Somebody with a right, which the service knows of already. */
  async granted(role: GrantStateV1['role'], scope: GrantStateV1['scope'], scopeId: string | null): Promise<Caller> {
    const personId = uuid();
    const right = { personId, clientId: null, role, scope, scopeId };
    await this.tell(GrantStateV1, uuid(), { ...right, from: '2020-01-01T00:00:00Z', until: null, revokedAt: null });
    await this.settled();
    return this.as(personId);
  }

  async as(personId: string): Promise<Caller> {
    return new Caller(this.world.app, await this.world.identity.headers({ personId }));
  }

  /** Waits until everything that was told has been handled. */
  async settled(): Promise<void> {
    const manager = await this.stream.jetstreamManager();
    await waitFor(async () => {
      const { num_pending, num_ack_pending } = await manager.consumers.info('STATE', 'programs');
      return num_pending + num_ack_pending === 0;
    });
  }

  /** The published events of one kind about one subject, once there are `count` of them. */
  async published(contract: Contract, subject: string, count = 1): Promise<EventEnvelope<Json>[]> {
    const found = () => this.events.filter((event) => event.type === contract.type && event.subject === subject);
    await waitFor(() => found().length >= count);
    return found();
  }

  /** The state of an entity as it was published in this version. One that changes again at once is published once. */
  async state(contract: Contract, subject: string, version: number): Promise<Json> {
    const found = () =>
      this.events.find(
        (event) => event.type === contract.type && event.subject === subject && event.sequence === version,
      );
    return (await waitFor(found)).data;
  }

  /** SQL past row-level security. */
  async rows<T = Json>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.world.admin.query(sql, values)).rows as T[];
  }

  private async tell<C extends Contract>(contract: C, id: string, data: Partial<DataOf<C>>): Promise<void> {
    const sequence = (this.versions.get(id) ?? 0) + 1;
    this.versions.set(id, sequence);
    const event = sampleOf(contract, data, { subject: id, sequence });
    await this.stream.publish(contract.subject, JSON.stringify(event), { msgID: uuid() });
  }
}
