import type { EventEnvelope } from '@app/contracts';
import { createService, serviceDataSource } from '@app/service-kit';
import { manifestOf, TempBroker, TempDatabase, testEnv, TestIdentity, waitFor } from '@app/testing';
import type { NatsConnection } from '@nats-io/transport-node';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { directoryService } from '../src/directory.service-options.js';
import { Caller, type Json } from './caller.js';

export const ADMINISTRATOR = '01900000-0000-7000-8000-000000000001';

const firstAdministrator = {
  personId: ADMINISTRATOR,
  name: { cyrillic: 'Платформа әкімшісі', latin: 'Platform Administrator' },
};

/** The directory on a real database and a real broker, with somebody to sign people in and to listen to its events. */
export class RunningDirectory {
  readonly events: EventEnvelope<Json>[] = [];

  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TempDatabase,
    readonly broker: TempBroker,
    readonly identity: TestIdentity,
    private readonly listener: NatsConnection,
  ) {
    for (const subject of ['evt.>', 'state.>']) {
      const callback = (_: unknown, message: { json(): unknown }) => void this.events.push(message.json() as never);
      listener.subscribe(subject, { callback });
    }
  }

  static async start(): Promise<RunningDirectory> {
    const [database, broker, identity] = await Promise.all([
      TempDatabase.create(serviceDataSource(directoryService)),
      TempBroker.create([manifestOf('directory')]),
      TestIdentity.start(),
    ]);
    const listener = await broker.connectAs('admin');
    const extra = { FIRST_ADMINISTRATOR: JSON.stringify(firstAdministrator) };
    const env = testEnv({ service: 'directory', database, broker, identity, extra });
    const app = await createService(directoryService, env);
    const directory = new RunningDirectory(app, database, broker, identity, listener);
    await directory.hasRole(ADMINISTRATOR, 'platform-administrator');
    return directory;
  }

  async stop(): Promise<void> {
    await this.listener.close();
    await this.app.close();
    await Promise.all([this.database.drop(), this.broker.stop(), this.identity.stop()]);
  }

  /** Speaks to the service as this person; by default as the administrator. */
  async as(personId: string = ADMINISTRATOR): Promise<Caller> {
    return new Caller(this.app, await this.identity.token({ personId }));
  }

  async asClient(clientId: string): Promise<Caller> {
    return new Caller(this.app, await this.identity.token({ clientId }));
  }

  /** A new organization. */
  async organization(details: Json = {}): Promise<Json> {
    const administrator = await this.as();
    return administrator.make('/v1/organizations', { name: { en: 'A school' }, kind: 'school', ...details });
  }

  /** A new person who holds a role, at an organization unless it is one of the platform's. */
  async holder(role: string, organizationId?: string): Promise<{ personId: string; grantId: string; caller: Caller }> {
    const administrator = await this.as();
    const name = { cyrillic: 'Айдос Серіков', latin: 'Aidos Serikov' };
    const person = await administrator.make('/v1/people', {
      name,
      ...(organizationId && { homeOrganizationId: organizationId }),
    });
    const scope = organizationId ? { scope: 'organization', scopeId: organizationId } : { scope: 'platform' };
    const grant = await administrator.make('/v1/grants', { personId: person.id, role, ...scope });
    await this.hasRole(person.id, role);
    return { personId: person.id, grantId: grant.id, caller: await this.as(person.id) };
  }

  /** Waits until the service knows by its own replica that the person holds the role. */
  async hasRole(personId: string, role: string, isHeld = true): Promise<void> {
    const caller = await this.as(personId);
    await waitFor(async () => {
      const { body } = await caller.get('/v1/me');
      return body.grants.some((grant: Json) => grant.role === role) === isHeld;
    });
  }

  /** The state as it was published in this version; ones before it may have been left out. */
  async publishedVersion(name: string, subject: string, version: number): Promise<EventEnvelope<Json>> {
    return waitFor(() => this.events.find((event) => isOf(event, name, subject) && event.sequence === version));
  }

  /** The published events of this kind about this subject, once there is one. */
  async published(name: string, subject: string, count = 1): Promise<EventEnvelope<Json>[]> {
    const found = () => this.events.filter((event) => isOf(event, name, subject));
    await waitFor(() => found().length >= count);
    return found();
  }
}

function isOf(event: EventEnvelope, name: string, subject: string): boolean {
  return event.type === `tulga.${name}` && event.subject === subject;
}
