import { Injectable } from '@nestjs/common';
import { ModuleStateV1 } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, matchVersion, UnitOfWork, type Actor } from '@app/service-kit';
import { v7 as uuid } from 'uuid';
import { lockCohort } from '../cohorts/cohorts.service.js';
import { whenTaken } from '../formats/unique-index.js';
import { pointersOf, requireOrganizations } from '../replicas/known-organizations.queries.js';
import { ModuleNotFound, ModuleNumberTaken } from './module.errors.js';
import { CohortModule, type ModulePlan } from './module.js';
import { ModuleView, type ModulesList } from './modules.dto.js';

type ModuleAnswer = ModulesList['data'][number];

/** Modules of cohorts. Every change publishes the module's state. */
@Injectable()
export class ModulesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly access: Access,
  ) {}

  /** Schedules a module. */
  async schedule(actor: Actor, cohortId: string, plan: ModulePlan): Promise<ModuleAnswer> {
    return this.work.run(actor, async (tx) => {
      const cohort = await lockCohort(tx, cohortId);
      this.access.require(actor, 'program-organizer', {
        organizationId: cohort.organizerId,
        programId: cohort.programId,
      });
      await requireOrganizations(tx, pointersOf(plan.partners));

      const module = CohortModule.schedule(uuid(), cohort, plan);

      const taken = whenTaken('modules_number', () => new ModuleNumberTaken(plan.number));
      await tx.insert(CohortModule, module).catch(taken);
      await this.outbox.addState(tx, ModuleStateV1, module.id);
      return ModuleView.from(module);
    });
  }

  /** Replaces what is said about a module. */
  async revise(actor: Actor, id: string, version: number, plan: ModulePlan): Promise<ModuleAnswer> {
    return this.work.run(actor, async (tx) => {
      const known = await tx.findOneBy(CohortModule, { id });
      if (!known) throw new ModuleNotFound(id);
      const cohort = await lockCohort(tx, known.cohortId);
      this.access.require(actor, 'program-organizer', {
        organizationId: cohort.organizerId,
        programId: cohort.programId,
      });
      const module = await tx.findOneByOrFail(CohortModule, { id });
      matchVersion(module.version, version);
      await requireOrganizations(tx, pointersOf(plan.partners));

      module.revise(cohort, plan);

      const taken = whenTaken('modules_number', () => new ModuleNumberTaken(plan.number));
      await tx.update(CohortModule, id, { ...module }).catch(taken);
      await this.outbox.addState(tx, ModuleStateV1, id);
      return ModuleView.from(module);
    });
  }

  /** The modules of a cohort in their order. */
  async list(actor: Actor, cohortId: string): Promise<ModulesList> {
    const modules = await this.work.read(actor, (tx) =>
      tx.find(CohortModule, { where: { cohortId }, order: { number: 'ASC' } }),
    );
    return { data: modules.map(ModuleView.from) };
  }
}
