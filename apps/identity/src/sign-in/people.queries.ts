import { Injectable } from '@nestjs/common';
import { UnitOfWork, type ServiceActor } from '@app/service-kit';
import { Person } from '../replicas/person.js';

const identity: ServiceActor = { kind: 'service', name: 'identity' };

/** A person as the demo's sign-in page offers them. */
export interface PersonToChoose {
  id: string;
  cyrillic: string;
  latin: string;
  /** Administrative roles in force, each once. */
  roles: string[];
}

export interface PeoplePage {
  people: PersonToChoose[];
  hasMore: boolean;
}

export const PEOPLE_PER_PAGE = 25;

/** Reads of people for signing in. Nobody is signed in yet, so the service reads in its own name. */
@Injectable()
export class PeopleQueries {
  constructor(private readonly work: UnitOfWork) {}

  /** The person, when there is one who may sign in. */
  async findActive(personId: string): Promise<Person | null> {
    return this.work.read(identity, (tx) => tx.findOneBy(Person, { id: personId, active: true }));
  }

  /** People by a part of their name in either script; holders of roles first, then as the Kazakh alphabet goes. */
  async search(text: string, pageNumber: number): Promise<PeoplePage> {
    const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    const rows = await this.work.read(identity, (tx) =>
      tx.query<PersonToChoose[]>(SEARCH, [pattern, PEOPLE_PER_PAGE + 1, pageNumber * PEOPLE_PER_PAGE]),
    );
    return { people: rows.slice(0, PEOPLE_PER_PAGE), hasMore: rows.length > PEOPLE_PER_PAGE };
  }
}

const SEARCH = `
  SELECT p.id, p.cyrillic, p.latin, coalesce(array_agg(DISTINCT g.role) FILTER (WHERE g.role IS NOT NULL), '{}') AS roles
    FROM people p
    LEFT JOIN access_grants g ON g.person_id = p.id AND g.revoked_at IS NULL
   WHERE p.active AND (p.cyrillic ILIKE $1 OR p.latin ILIKE $1)
   GROUP BY p.id
   ORDER BY count(g.id) = 0, p.cyrillic COLLATE "kk-x-icu", p.id
   LIMIT $2 OFFSET $3
`;
