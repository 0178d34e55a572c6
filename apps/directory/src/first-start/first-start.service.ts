import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { GrantStateV1, PersonStateV1 } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { UnitOfWork } from '@app/service-kit';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { DirectoryConfig, type FirstAdministrator } from '../directory.config.js';
import { Grant } from '../grants/grant.js';
import { Person } from '../people/person.js';

/** In force whatever business time is: the demo moves it into past years. */
const ALWAYS = new Date('2000-01-01T00:00:00Z');
const ITSELF = { kind: 'service', name: 'directory' } as const;

/** Makes the first administrator when the platform starts with nobody who could give a right. */
@Injectable()
export class FirstStart implements OnApplicationBootstrap {
  private readonly logger = new Logger(FirstStart.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly config: DirectoryConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { firstAdministrator } = this.config;
    if (!firstAdministrator) return;
    const isMade = await this.work.run(ITSELF, (tx) => this.makeAdministrator(tx, firstAdministrator));
    if (isMade) this.logger.log(`Made the first platform administrator, ${firstAdministrator.personId}`);
  }

  private async makeAdministrator(tx: EntityManager, { personId, name }: FirstAdministrator): Promise<boolean> {
    // Two replicas may start at once.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('directory.first-start'))`);
    if (await tx.exists(Grant)) return false;
    await tx.insert(Person, Person.register(personId, { name, ...UNKNOWN }));
    const details = { personId, clientId: null, scopeId: null, from: ALWAYS, until: null };
    const grant = Grant.give(uuid(), { ...details, role: 'platform-administrator', scope: 'platform' }, null);
    await tx.insert(Grant, grant);
    await this.outbox.add(tx, grant.given());
    await this.outbox.addState(tx, PersonStateV1, personId);
    await this.outbox.addState(tx, GrantStateV1, grant.id);
    return true;
  }
}

const UNKNOWN = {
  homeOrganizationId: null,
  preferredLanguage: null,
  iinSealed: null,
  iinHash: null,
  mailSealed: null,
  mailHash: null,
  phoneSealed: null,
};
