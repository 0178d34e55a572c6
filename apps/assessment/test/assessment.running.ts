import { v7 as uuid } from 'uuid';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import type { Contract, DataOf, EventEnvelope } from '@app/contracts';
import { createService, serviceDataSource } from '@app/service-kit';
import { manifestOf, sampleOf, TempBroker, TempDatabase, testEnv, TestIdentity, waitFor } from '@app/testing';
import { assessmentService } from '../src/assessment.service-options.js';

/** An answer of the service: its status, its headers and its body. */
export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  // Specs reach into views and problems alike.
  body: any;
}

/** This service on a real database and a real broker, with everybody else being whoever a spec says. */
export class RunningAssessment {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly identity: TestIdentity,
    readonly broker: TempBroker,
    readonly database: TempDatabase,
    readonly nc: NatsConnection,
    /** Looks past row-level security. */
    readonly admin: pg.Client,
  ) {}

  static async start(): Promise<RunningAssessment> {
    const [identity, database, broker] = await Promise.all([
      TestIdentity.start(),
      TempDatabase.create(serviceDataSource(assessmentService)),
      TempBroker.create([
        manifestOf('assessment'),
        { name: 'directory' },
        { name: 'programs' },
        { name: 'enrollment' },
      ]),
    ]);
    const env = testEnv({ service: 'assessment', identity, database, broker });
    const app = await createService(assessmentService, env);
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    const running = new RunningAssessment(app, identity, broker, database, await broker.connectAs('admin'), admin);
    await waitFor(async () => (await app.inject({ url: '/health/ready' })).statusCode === 200);
    return running;
  }

  /** Publishes an event of another service as that service would, and gives its subject. */
  tell<C extends Contract>(
    contract: C,
    data: Partial<DataOf<C>>,
    envelope: Partial<Omit<EventEnvelope, 'data'>> = {},
  ): string {
    const event = sampleOf(contract, data, { subject: uuid(), ...envelope });
    this.nc.publish(contract.subject, JSON.stringify(event));
    return event.subject;
  }

  /** Sends a request as a person. */
  async as(
    personId: string,
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    payload?: unknown,
    more: Record<string, string> = {},
  ): Promise<Answer> {
    const headers = {
      ...(await this.identity.headers({ personId })),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...more,
    };
    const body = payload === undefined ? undefined : JSON.stringify(payload);
    const answer = await this.app.inject({ method, url: `/v1/${url}`, headers, payload: body });
    const text = answer.payload;
    return { status: answer.statusCode, headers: answer.headers, body: text ? JSON.parse(text) : null };
  }

  async get(personId: string, url: string): Promise<Answer> {
    return this.as(personId, 'GET', url);
  }

  async post(personId: string, url: string, payload: unknown = {}, more?: Record<string, string>): Promise<Answer> {
    return this.as(personId, 'POST', url, payload, more);
  }

  /** A POST that must succeed; gives the view. */
  async do(personId: string, url: string, payload: unknown = {}): Promise<any> {
    const { status, body } = await this.post(personId, url, payload);
    if (status >= 300) throw new Error(`POST ${url} answered ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** The facts that this service has recorded, oldest first. */
  async facts(name: string, aggregateId?: string): Promise<any[]> {
    const { rows } = await this.admin.query(
      `SELECT envelope FROM event_log WHERE name = $1 AND ($2::text IS NULL OR aggregate_id::text = $2) ORDER BY position`,
      [name, aggregateId ?? null],
    );
    return rows.map(({ envelope }) => envelope);
  }

  async stop(): Promise<void> {
    await this.nc.close();
    await this.app.close();
    await this.admin.end();
    await Promise.all([this.database.drop(), this.broker.stop(), this.identity.stop()]);
  }
}
