import { Injectable } from '@nestjs/common';
import { decodeCursor, page, UnitOfWork, type Actor } from '@app/service-kit';
import { Grant } from './grant.js';
import { GrantView, type GrantsPage, type GrantsQuery } from './grants.dto.js';

/** Reads of grants: seen at their organization, by their holder and by who gave them; by the platform's roles all. */
@Injectable()
export class GrantsQueries {
  constructor(private readonly work: UnitOfWork) {}

  /** The newest first: ids are made in the order of time. */
  async list(actor: Actor, { personId, scopeId, role, cursor, limit }: GrantsQuery): Promise<GrantsPage> {
    const rows = await this.work.read(actor, (tx) => {
      const query = tx
        .createQueryBuilder(Grant, 'g')
        .orderBy('g.id', 'DESC')
        .limit(limit + 1);
      if (personId) query.andWhere('g.personId = :personId', { personId });
      if (scopeId) query.andWhere('g.scopeId = :scopeId', { scopeId });
      if (role) query.andWhere('g.role = :role', { role });
      if (cursor) query.andWhere('g.id < :id', { id: decodeCursor(cursor, 1)![0] });
      return query.getMany();
    });
    const { data, page: position } = page(rows, limit, (row) => [row.id]);
    return { data: data.map(GrantView.of), page: position };
  }
}
