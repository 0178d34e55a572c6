import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { UnitOfWork, type Actor } from '@app/service-kit';
import { organizationNames, personNames } from '../replicas/names.js';
import { ConsultancyNotFound } from './consultancy.errors.js';
import { Consultancy } from './consultancy.js';
import { ConsultancyView, type ConsultancyList } from './consultancies.dto.js';
import { Consultation } from './consultation.js';

/** Reads of consultancies: the organizer, the consultant, and the institution that is advised see them. */
@Injectable()
export class ConsultanciesQueries {
  constructor(private readonly work: UnitOfWork) {}

  async get(actor: Actor, id: string): Promise<ConsultancyView> {
    return this.work.read(actor, async (tx) => {
      const consultancy = await tx.findOneBy(Consultancy, { id });
      if (!consultancy) throw new ConsultancyNotFound(id);
      const [view] = await consultancyViews(tx, [consultancy]);
      return view!;
    });
  }

  /** In the order they were assigned: a cohort has a few dozen. */
  async list(actor: Actor, cohortId: string): Promise<ConsultancyList> {
    return this.work.read(actor, async (tx) => {
      const consultancies = await tx.find(Consultancy, { where: { cohortId }, order: { id: 'ASC' } });
      return { data: await consultancyViews(tx, consultancies) };
    });
  }
}

/** The consultancies with names and logs. */
export async function consultancyViews(
  tx: EntityManager,
  consultancies: readonly Consultancy[],
): Promise<ConsultancyView[]> {
  const log = await tx.find(Consultation, {
    where: { consultancyId: In(consultancies.map(({ id }) => id)) },
    order: { number: 'ASC' },
  });
  const names = {
    people: await personNames(
      tx,
      consultancies.map(({ personId }) => personId),
    ),
    organizations: await organizationNames(
      tx,
      consultancies.map(({ organizationId }) => organizationId),
    ),
  };
  return consultancies.map((consultancy) => ConsultancyView.of(consultancy, log, names));
}
