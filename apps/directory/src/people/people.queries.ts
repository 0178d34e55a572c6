import { Injectable } from '@nestjs/common';
import { decodeCursor, page, UnitOfWork, type Actor } from '@app/service-kit';
import { Identifiers } from '../contacts/identifiers.service.js';
import { likePattern } from '../formats/like-pattern.js';
import { PersonLine, type PeoplePage, type PeopleQuery, type PersonView } from './people.dto.js';
import { PersonNotFound } from './person.errors.js';
import { Person } from './person.js';

/** Reads of people. Row-level security decides who is seen: the platform's roles see all, others their own people. */
@Injectable()
export class PeopleQueries {
  constructor(
    private readonly work: UnitOfWork,
    private readonly identifiers: Identifiers,
  ) {}

  async one(actor: Actor, id: string): Promise<PersonView> {
    const person = await this.work.read(actor, (tx) => tx.findOneBy(Person, { id }));
    if (!person) throw new PersonNotFound(id);
    return { ...PersonLine.of(person), ...this.identifiers.show(person) };
  }

  /** Sorted by the Cyrillic name in Kazakh order. */
  async list(actor: Actor, { q, cursor, limit }: PeopleQuery): Promise<PeoplePage> {
    const rows = await this.work.read(actor, (tx) => {
      const query = tx
        .createQueryBuilder(Person, 'p')
        .orderBy('p.nameCyrillic')
        .addOrderBy('p.id')
        .limit(limit + 1);
      if (q) query.andWhere('p.searchText LIKE :pattern', { pattern: likePattern(q) });
      if (cursor) {
        const [name, id] = decodeCursor(cursor, 2)!;
        query.andWhere('(p.nameCyrillic, p.id) > (:name, :id)', { name, id });
      }
      return query.getMany();
    });
    const { data, page: position } = page(rows, limit, (row) => [row.nameCyrillic, row.id]);
    return { data: data.map(PersonLine.of), page: position };
  }
}
