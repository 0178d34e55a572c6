import { Injectable } from '@nestjs/common';
import { PersonStateV1 } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, UnitOfWork, type Actor } from '@app/service-kit';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Identifiers } from '../contacts/identifiers.service.js';
import { OrganizationNotFound } from '../organizations/organization.errors.js';
import { Organization } from '../organizations/organization.js';
import { Person } from '../people/person.js';
import { requireRegistrar } from '../people/registrar.access.js';
import { KnownPeople, type KnownPerson } from './matching.js';
import { IdentifiersOfDifferentPeople, RowsWithoutIdentifier } from './resolution.errors.js';
import type { ResolutionItemDto, ResolvedPerson } from './resolutions.dto.js';

const BY_KEYS = `
  SELECT person_id AS id, person_iin_hash AS "iinHash", person_mail_hash AS "mailHash" FROM people_by_keys($1, $2)`;

/** Who the people of a list are, by IIN or mail address: the one thing about them that no event carries. */
@Injectable()
export class ResolutionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly access: Access,
    private readonly identifiers: Identifiers,
  ) {}

  /**
   * Finds the people of the rows and registers those whom nobody registered, all or none. Doing it again finds them.
   * Publishes the states of the new ones.
   */
  async resolve(actor: Actor, items: readonly ResolutionItemDto[]): Promise<ResolvedPerson[]> {
    const homes = [...new Set(items.map((item) => item.homeOrganizationId))];
    for (const home of homes) requireRegistrar(this.access, actor, home);
    refuseRows(items, (item) => !item.iin && !item.mail, RowsWithoutIdentifier);
    const rows = items.map((item) => this.asPerson(item));
    return this.work.run(actor, async (tx) => {
      await requireOrganizations(tx, homes);
      const created = await this.registerMissing(tx, rows, await peopleByKeys(tx, rows));
      const known = await peopleByKeys(tx, rows);
      refuseRows(rows, (row) => known.contradict(row), IdentifiersOfDifferentPeople);
      return items.map(({ key }, place) => answer(key, known.find(rows[place]!)!, created));
    });
  }

  private asPerson({ name, homeOrganizationId, iin, mail }: ResolutionItemDto): Person {
    const sealed = this.identifiers.seal({ iin, mail });
    return Person.register(uuid(), { name, homeOrganizationId, preferredLanguage: null, ...sealed });
  }

  /** Ids of those who were registered here, each to be told of once. */
  private async registerMissing(tx: EntityManager, rows: Person[], known: KnownPeople): Promise<Set<string>> {
    refuseRows(rows, (row) => known.contradict(row), IdentifiersOfDifferentPeople);
    const missing: Person[] = [];
    for (const row of rows) {
      if (known.find(row)) continue;
      missing.push(row);
      known.add(row);
    }
    const registered = await insertWhereNew(tx, missing);
    await this.outbox.addStates(tx, PersonStateV1, registered);
    return new Set(registered);
  }
}

/** Somebody registered meanwhile is left alone, and found by the next look. */
async function insertWhereNew(tx: EntityManager, people: Person[]): Promise<string[]> {
  if (people.length === 0) return [];
  // In one order everywhere, so that two batches with the same people queue instead of blocking each other.
  people.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const insert = tx.createQueryBuilder().insert().into(Person).values(people).orIgnore().returning('id');
  const { raw } = (await insert.updateEntity(false).execute()) as { raw: { id: string }[] };
  return raw.map((row) => row.id);
}

async function peopleByKeys(tx: EntityManager, rows: readonly Person[]): Promise<KnownPeople> {
  const iinHashes = rows.flatMap((row) => row.iinHash ?? []);
  const mailHashes = rows.flatMap((row) => row.mailHash ?? []);
  return new KnownPeople((await tx.query(BY_KEYS, [iinHashes, mailHashes])) as KnownPerson[]);
}

async function requireOrganizations(tx: EntityManager, ids: string[]): Promise<void> {
  const found = await tx.createQueryBuilder(Organization, 'o').select('o.id').whereInIds(ids).getMany();
  const missing = ids.find((id) => !found.some((organization) => organization.id === id));
  if (missing) throw new OrganizationNotFound(missing);
}

function refuseRows<T>(rows: readonly T[], isWrong: (row: T) => boolean, Refusal: new (rows: number[]) => Error): void {
  const wrong = rows.flatMap((row, place) => (isWrong(row) ? [place] : []));
  if (wrong.length > 0) throw new Refusal(wrong);
}

function keyOf({ iinHash, mailHash }: Person): string {
  return `${iinHash ?? ''}\n${mailHash ?? ''}`;
}

function answer(key: string, { id }: KnownPerson, created: Set<string>): ResolvedPerson {
  // The first row of a new person says that he is new; further rows of the same batch found him.
  return { key, personId: id, created: created.delete(id) };
}
