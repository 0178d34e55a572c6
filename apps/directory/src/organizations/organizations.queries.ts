import { Injectable } from '@nestjs/common';
import { decodeCursor, page, UnitOfWork, type Actor } from '@app/service-kit';
import { OrganizationNotFound } from './organization.errors.js';
import { Organization } from './organization.js';
import { OrganizationView, type OrganizationsPage, type OrganizationsQuery } from './organizations.dto.js';
import { likePattern } from '../formats/like-pattern.js';

/** Reads of organizations: everybody signed in sees all of them. */
@Injectable()
export class OrganizationsQueries {
  constructor(private readonly work: UnitOfWork) {}

  async one(actor: Actor, id: string): Promise<OrganizationView> {
    const organization = await this.work.read(actor, (tx) => tx.findOneBy(Organization, { id }));
    if (!organization) throw new OrganizationNotFound(id);
    return OrganizationView.of(organization);
  }

  /** Sorted by name in Kazakh order. */
  async list(actor: Actor, { kind, parentId, q, cursor, limit }: OrganizationsQuery): Promise<OrganizationsPage> {
    const rows = await this.work.read(actor, (tx) => {
      const query = tx
        .createQueryBuilder(Organization, 'o')
        .orderBy('o.sortName')
        .addOrderBy('o.id')
        .limit(limit + 1);
      if (kind) query.andWhere('o.kind = :kind', { kind });
      if (parentId) query.andWhere('o.parentId = :parentId', { parentId });
      if (q) query.andWhere('o.searchText LIKE :pattern', { pattern: likePattern(q) });
      if (cursor) {
        const [name, id] = decodeCursor(cursor, 2)!;
        query.andWhere('(o.sortName, o.id) > (:name, :id)', { name, id });
      }
      return query.getMany();
    });
    const { data, page: position } = page(rows, limit, (row) => [row.sortName, row.id]);
    return { data: data.map(OrganizationView.of), page: position };
  }
}
