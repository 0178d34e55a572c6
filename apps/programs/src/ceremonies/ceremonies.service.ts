import { Injectable } from '@nestjs/common';
import { Outbox } from '@app/messaging';
import { Access, Clock, UnitOfWork, type Actor } from '@app/service-kit';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { requireCohort } from '../cohorts/cohorts.queries.js';
import { lockCohort } from '../cohorts/cohorts.service.js';
import { whenTaken } from '../formats/unique-index.js';
import { requireOrganizations } from '../replicas/known-organizations.queries.js';
import {
  CeremonyView,
  ContributionView,
  type CeremoniesList,
  type ContributionsList,
  type RecordContributionDto,
} from './ceremonies.dto.js';
import { CeremonyNotFound, ContributionAlreadyRecorded } from './ceremony.errors.js';
import { Ceremony, type CeremonyPlan } from './ceremony.js';
import { Contribution } from './contribution.js';

/** Contributions to cohorts, and the ceremonies at which the organizer thanks for them. */
@Injectable()
export class CeremoniesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly access: Access,
    private readonly clock: Clock,
  ) {}

  /** Records whom the organizer will thank, and as what. */
  async recordContribution(actor: Actor, cohortId: string, body: RecordContributionDto): Promise<ContributionView> {
    return this.work.run(actor, async (tx) => {
      const cohort = await lockCohort(tx, this.access, actor, cohortId);
      if (body.organizationId) await requireOrganizations(tx, { '/organizationId': body.organizationId });

      const contribution = Contribution.record(uuid(), cohort, body);

      const taken = whenTaken('contributions_once', () => new ContributionAlreadyRecorded());
      await tx.insert(Contribution, contribution).catch(taken);
      return ContributionView.of(contribution);
    });
  }

  /** The contributions to a cohort that the actor may see. */
  async contributions(actor: Actor, cohortId: string): Promise<ContributionsList> {
    const contributions = await this.work.read(actor, async (tx) => {
      await requireCohort(tx, cohortId);
      return tx.find(Contribution, { where: { cohortId }, order: { id: 'ASC' } });
    });
    return { data: contributions.map(ContributionView.of) };
  }

  /** Plans a ceremony. */
  async plan(actor: Actor, cohortId: string, plan: CeremonyPlan): Promise<CeremonyView> {
    return this.work.run(actor, async (tx) => {
      const cohort = await lockCohort(tx, this.access, actor, cohortId);

      const ceremony = Ceremony.plan(uuid(), cohort, plan);

      await tx.insert(Ceremony, ceremony);
      return CeremonyView.of(ceremony);
    });
  }

  /** Records that a ceremony took place. Publishes `programs.ceremony.held.v1` with all whom the organizer thanks. */
  async hold(actor: Actor, id: string): Promise<CeremonyView> {
    return this.work.run(actor, async (tx) => {
      const { cohortId } = await requireCeremony(tx, id);
      await lockCohort(tx, this.access, actor, cohortId);
      const ceremony = await requireCeremony(tx, id);
      const contributions = await tx.find(Contribution, { where: { cohortId }, order: { id: 'ASC' } });

      const ceremonyHeld = ceremony.hold(contributions, this.clock.now());

      await tx.update(Ceremony, id, { heldAt: ceremony.heldAt, version: ceremony.version });
      await this.outbox.add(tx, ceremonyHeld);
      return CeremonyView.of(ceremony);
    });
  }

  async one(actor: Actor, id: string): Promise<CeremonyView> {
    return CeremonyView.of(await this.work.read(actor, (tx) => requireCeremony(tx, id)));
  }

  /** The ceremonies of a cohort in the order of their beginnings. */
  async list(actor: Actor, cohortId: string): Promise<CeremoniesList> {
    const ceremonies = await this.work.read(actor, async (tx) => {
      await requireCohort(tx, cohortId);
      return tx.find(Ceremony, { where: { cohortId }, order: { startsAt: 'ASC', id: 'ASC' } });
    });
    return { data: ceremonies.map(CeremonyView.of) };
  }
}

async function requireCeremony(tx: EntityManager, id: string): Promise<Ceremony> {
  const ceremony = await tx.findOneBy(Ceremony, { id });
  if (!ceremony) throw new CeremonyNotFound(id);
  return ceremony;
}
