import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { GrantStateV1, PersonStateV1 } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { UnitOfWork } from '@app/service-kit';
import { IsNull, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { DirectoryConfig, type FirstAdministrator } from '../directory.config.js';
import { Grant } from '../grants/grant.js';
import { Person } from '../people/person.js';

/** In force whatever business time is: the demo moves it into past years. */
const ALWAYS = new Date('2000-01-01T00:00:00Z');
/** Two replicas may start at once. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtext('directory.first-start'))`;
const ITSELF = { kind: 'service', name: 'directory' } as const;

/** Gives the rights that nobody could give: to the first administrator of a new platform, and to its operators' client. */
@Injectable()
export class FirstStart implements OnApplicationBootstrap {
  private readonly logger = new Logger(FirstStart.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly config: DirectoryConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { firstAdministrator, operatorClientId } = this.config;
    if (firstAdministrator) {
      const isMade = await this.work.run(ITSELF, (tx) => this.makeAdministrator(tx, firstAdministrator));
      if (isMade) this.logger.log(`Made the first platform administrator, ${firstAdministrator.personId}`);
    }
    if (operatorClientId && (await this.work.run(ITSELF, (tx) => this.admitOperator(tx, operatorClientId)))) {
      this.logger.log(`The client ${operatorClientId} administers the platform`);
    }
  }

  private async makeAdministrator(tx: EntityManager, { personId, name }: FirstAdministrator): Promise<boolean> {
    await tx.query(LOCK);
    if (await tx.existsBy(Grant, { clientId: IsNull() })) return false;
    await tx.insert(Person, Person.register(personId, { name, ...UNKNOWN }));
    await this.outbox.addState(tx, PersonStateV1, personId);
    await this.letAdminister(tx, { personId, clientId: null });
    return true;
  }

  /** Once: a right that was taken back does not come again with the next start. */
  private async admitOperator(tx: EntityManager, clientId: string): Promise<boolean> {
    await tx.query(LOCK);
    if (await tx.existsBy(Grant, { clientId, role: 'platform-administrator' })) return false;
    await this.letAdminister(tx, { personId: null, clientId });
    return true;
  }

  private async letAdminister(tx: EntityManager, holder: Pick<Grant, 'personId' | 'clientId'>): Promise<void> {
    const details = { ...holder, scopeId: null, from: ALWAYS, until: null };
    const grant = Grant.give(uuid(), { ...details, role: 'platform-administrator', scope: 'platform' }, null);
    await tx.insert(Grant, grant);
    await this.outbox.add(tx, grant.given());
    await this.outbox.addState(tx, GrantStateV1, grant.id);
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
