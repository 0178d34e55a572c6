import { Injectable } from '@nestjs/common';
import { PersonStateV1, type PersonName } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, matchVersion, UnitOfWork, type Actor } from '@app/service-kit';
import { v7 as uuid } from 'uuid';
import { Identifiers, type PlainIdentifiers } from '../contacts/identifiers.service.js';
import { OrganizationNotFound } from '../organizations/organization.errors.js';
import { refusedBy } from '../refused-by.js';
import { PersonLine, type PersonView } from './people.dto.js';
import { PersonAlreadyRegistered, PersonNotFound } from './person.errors.js';
import { Person, type PersonDetails } from './person.js';
import { requireRegistrar } from './registrar.access.js';

const SPELLERS = ['platform-administrator', 'program-organizer', 'coordinator'];

export type NewPerson = Pick<PersonDetails, 'name' | 'homeOrganizationId' | 'preferredLanguage'> & PlainIdentifiers;

/** The register of people. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly access: Access,
    private readonly identifiers: Identifiers,
  ) {}

  /** Registers a person nobody registered before. Publishes the state of the person. */
  async register(actor: Actor, { iin, mail, phone, ...details }: NewPerson): Promise<PersonView> {
    requireRegistrar(this.access, actor, details.homeOrganizationId);
    const person = Person.register(uuid(), { ...details, ...this.identifiers.seal({ iin, mail, phone }) });
    return this.work.run(actor, async (tx) => {
      await tx.insert(Person, person).catch((error: unknown) => refuse(error, person));
      await this.outbox.addState(tx, PersonStateV1, person.id);
      return { ...PersonLine.of(person), ...this.identifiers.show(person) };
    });
  }

  /** Changes the spelling of a name: by the person himself, or where he is at home. Publishes the state of the person. */
  async rename(actor: Actor, id: string, version: number, name: PersonName): Promise<PersonView> {
    return this.work.run(actor, async (tx) => {
      const person = await tx.findOne(Person, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!person) throw new PersonNotFound(id);
      const isOwn = actor.kind === 'person' && actor.personId === id;
      if (!isOwn) this.access.require(actor, SPELLERS, { organizationId: person.homeOrganizationId ?? undefined });
      matchVersion(person.version, version);

      person.rename(name);

      await tx.update(Person, id, { ...person });
      await this.outbox.addState(tx, PersonStateV1, id);
      return { ...PersonLine.of(person), ...this.identifiers.show(person) };
    });
  }
}

function refuse(error: unknown, { homeOrganizationId }: Person): never {
  const constraint = refusedBy(error);
  if (constraint === 'people_iin_hash') throw new PersonAlreadyRegistered('iin');
  if (constraint === 'people_mail_hash') throw new PersonAlreadyRegistered('mail');
  if (constraint === 'people_home') throw new OrganizationNotFound(homeOrganizationId!);
  throw error;
}
