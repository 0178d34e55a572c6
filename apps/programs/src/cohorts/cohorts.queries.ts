import { Injectable } from '@nestjs/common';
import { decodeCursor, page, UnitOfWork, type Actor } from '@app/service-kit';
import { LessThan } from 'typeorm';
import { CohortNotFound } from './cohort.errors.js';
import { Cohort } from './cohort.js';
import { viewOf, type CohortsPage } from './cohort.view.js';
import type { CohortsQuery } from './cohorts.dto.js';

/** Reads of cohorts: everybody signed in sees what is offered. */
@Injectable()
export class CohortsQueries {
  constructor(private readonly work: UnitOfWork) {}

  async one(actor: Actor, id: string): Promise<ReturnType<typeof viewOf>> {
    const cohort = await this.work.read(actor, (tx) => tx.findOneBy(Cohort, { id }));
    if (!cohort) throw new CohortNotFound(id);
    return viewOf(cohort);
  }

  async list(actor: Actor, { programId, cursor, limit }: CohortsQuery): Promise<CohortsPage> {
    const [before] = decodeCursor(cursor, 1) ?? [];
    const where = { ...(programId && { programId }), ...(before !== undefined && { id: LessThan(String(before)) }) };
    const rows = await this.work.read(actor, (tx) =>
      tx.find(Cohort, { where, order: { id: 'DESC' }, take: limit + 1 }),
    );
    const { data, page: position } = page(rows, limit, (row) => [row.id]);
    return { data: data.map(viewOf), page: position };
  }
}
