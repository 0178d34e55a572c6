import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { ReplicaBehind } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, Clock, requirePerson, UnitOfWork, type Actor } from '@app/service-kit';
import { findConflictsOf } from '../conflicts/find-conflicts.js';
import { requireCohort } from '../replicas/cohorts.js';
import { OrganizationReplica } from '../replicas/organization-replica.js';
import { PersonReplica } from '../replicas/person-replica.js';
import { ConsultancyAlreadyRecorded, ConsultancyNotFound } from './consultancy.errors.js';
import { Consultancy } from './consultancy.js';
import type { ConsultancyDto, ConsultancyView, ConsultationDto } from './consultancies.dto.js';
import { consultancyViews } from './consultancies.queries.js';
import { Consultation } from './consultation.js';

/** Who advises which institution, and what was advised. */
@Injectable()
export class ConsultanciesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: Access,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Lets a person advise an institution. Publishes `assessment.panel.conflict-found.v1` for each work of the
   * institution that the person was to judge.
   */
  async assign(actor: Actor, cohortId: string, plan: ConsultancyDto): Promise<ConsultancyView> {
    return this.work.run(actor, async (tx) => {
      const cohort = await requireCohort(tx, cohortId);
      const { programId, organizerId: organizationId } = cohort;
      this.access.require(actor, 'program-organizer', { organizationId, programId });
      await requireKnown(tx, plan);

      const consultancy = Consultancy.assign(uuid(), cohort.place(), plan, this.clock.now());

      await insertOnce(tx, consultancy);
      const found = await findConflictsOf(tx, this.clock, plan.personId);
      await this.outbox.add(tx, ...found.map(({ conflictFound }) => conflictFound));
      const [view] = await consultancyViews(tx, [consultancy]);
      return view!;
    });
  }

  /** Adds a consultation to the log: the consultant does. */
  async record(actor: Actor, id: string, { at, note }: ConsultationDto): Promise<ConsultancyView> {
    const { personId } = requirePerson(actor);
    return this.work.run(actor, async (tx) => {
      const consultancy = await tx.findOne(Consultancy, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!consultancy) throw new ConsultancyNotFound(id);

      const consultation = consultancy.record(personId, { at: new Date(at), note }, this.clock.now());

      const { consultations, version } = consultancy;
      await tx.update(Consultancy, id, { consultations, version });
      await tx.insert(Consultation, consultation);
      const [view] = await consultancyViews(tx, [consultancy]);
      return view!;
    });
  }
}

async function requireKnown(tx: EntityManager, { personId, organizationId }: ConsultancyDto): Promise<void> {
  if (!(await tx.existsBy(PersonReplica, { id: personId }))) throw new ReplicaBehind('directory.person', personId);
  if (await tx.existsBy(OrganizationReplica, { id: organizationId })) return;
  throw new ReplicaBehind('directory.organization', organizationId);
}

async function insertOnce(tx: EntityManager, consultancy: Consultancy): Promise<void> {
  const inserted = await tx
    .createQueryBuilder()
    .insert()
    .into(Consultancy)
    .values(consultancy)
    .orIgnore()
    .returning('id')
    .execute();
  if ((inserted.raw as unknown[]).length === 0) throw new ConsultancyAlreadyRecorded();
}
