import { Injectable } from '@nestjs/common';
import { page, UnitOfWork, type Actor } from '@app/service-kit';
import type { EntityManager } from 'typeorm';
import { olderThan } from '../formats/newest-first.paging.js';
import { CohortNotFound } from './cohort.errors.js';
import { Cohort } from './cohort.js';
import { CohortView, type CohortsPage } from './cohort.view.js';
import type { CohortsQuery } from './cohorts.dto.js';

/** Reads of cohorts: everybody signed in sees what is offered. */
@Injectable()
export class CohortsQueries {
  constructor(private readonly work: UnitOfWork) {}

  async one(actor: Actor, id: string): Promise<CohortView> {
    return CohortView.of(await this.work.read(actor, (tx) => requireCohort(tx, id)));
  }

  async list(actor: Actor, { programId, cursor, limit }: CohortsQuery): Promise<CohortsPage> {
    const where = { ...(programId && { programId }), ...olderThan(cursor) };
    const rows = await this.work.read(actor, (tx) =>
      tx.find(Cohort, { where, order: { id: 'DESC' }, take: limit + 1 }),
    );
    const { data, page: position } = page(rows, limit, (row) => [row.id]);
    return { data: data.map(CohortView.of), page: position };
  }
}

/** The cohort, for whoever reads it or what belongs to it. */
export async function requireCohort(tx: EntityManager, id: string): Promise<Cohort> {
  const cohort = await tx.findOneBy(Cohort, { id });
  if (!cohort) throw new CohortNotFound(id);
  return cohort;
}
