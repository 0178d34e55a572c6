import { jetstream } from '@nats-io/jetstream';
import { randomBytes } from 'node:crypto';
import { PersonStateV1 } from '@app/contracts';
import { createService, serviceDataSource } from '@app/service-kit';
import { manifestOf, sampleOf, TempBroker, TempDatabase } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { identityService } from '../src/identity.service-options.js';

export const ISSUER = 'http://localhost:8080/oidc';

/** The identity service on a real database and a real broker, listening. */
export class RunningIdentity {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly database: TempDatabase,
    readonly broker: TempBroker,
    private readonly environment: Record<string, string>,
  ) {}

  static async start(options: { demo: boolean; clients?: object[] }): Promise<RunningIdentity> {
    const [database, broker] = await Promise.all([
      TempDatabase.create(serviceDataSource(identityService)),
      TempBroker.create([manifestOf('identity'), { name: 'directory', publishes: ['state:directory.person.v1'] }]),
    ]);
    const environment = {
      ...environmentOf(database, broker, options.demo),
      OIDC_CLIENTS: JSON.stringify(options.clients ?? []),
    };
    const app = await createService(identityService, environment);
    await app.listen(0, '127.0.0.1');
    return new RunningIdentity(app, await app.getUrl(), database, broker, environment);
  }

  /** A second replica, or the same service after a restart: same database, same keys. */
  async another(): Promise<NestFastifyApplication> {
    const app = await createService(identityService, this.environment);
    await app.listen(0, '127.0.0.1');
    return app;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await Promise.all([this.database.drop(), this.broker.stop()]);
  }

  /** Publishes a person as the directory does. */
  async publishPerson(
    id: string,
    name: { cyrillic: string; latin: string },
    state: { version?: number; active?: boolean } = {},
  ) {
    const { version = 1, active = true } = state;
    const connection = await this.broker.connectAs('directory');
    const event = sampleOf(PersonStateV1, { name, active }, { subject: id, sequence: version });
    await jetstream(connection).publish(PersonStateV1.subject, JSON.stringify(event), { msgID: event.id });
    await connection.close();
  }
}

function environmentOf(database: TempDatabase, broker: TempBroker, demo: boolean): Record<string, string> {
  const { user, password } = broker.users['identity']!;
  return {
    SERVICE_NAME: 'identity',
    PORT: '0',
    DATABASE_URL: database.url,
    NATS_URL: broker.url,
    NATS_USER: user,
    NATS_PASSWORD: password,
    OIDC_ISSUER: ISSUER,
    OIDC_JWKS_URL: `${ISSUER}/jwks`,
    PUBLIC_ORIGIN: 'http://localhost:8080',
    SECRET_KEY: randomBytes(32).toString('base64'),
    SERVICE_URLS: JSON.stringify({ programs: 'http://127.0.0.1:1', identity: 'http://127.0.0.1:2' }),
    SERVICE_CLIENT_SECRET: 'shared',
    SERVICE_CLIENT_SECRETS: JSON.stringify({ programs: 'the secret of programs' }),
    DEMO: String(demo),
    LOG_LEVEL: 'silent',
  };
}
