import { Injectable } from '@nestjs/common';
import { ModuleStateV1 } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, matchVersion, UnitOfWork, type Actor } from '@app/service-kit';
import { Not, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { requireCohort } from '../cohorts/cohorts.queries.js';
import { lockCohort } from '../cohorts/cohorts.service.js';
import { whenTaken } from '../formats/unique-index.js';
import { pointersOf, requireOrganizations } from '../replicas/known-organizations.queries.js';
import { Session } from '../sessions/session.js';
import { ModuleNotFound, ModuleNumberTaken } from './module.errors.js';
import { CohortModule, type ModulePlan } from './module.js';
import { ModuleView, type ModulesList } from './module.view.js';

/** Modules of cohorts. Every change publishes the module's state. */
@Injectable()
export class ModulesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly access: Access,
  ) {}

  /** Schedules a module. */
  async schedule(actor: Actor, cohortId: string, plan: ModulePlan): Promise<ModuleView> {
    return this.work.run(actor, async (tx) => {
      const cohort = await lockCohort(tx, this.access, actor, cohortId);
      await requireOrganizations(tx, pointersOf(plan.partners));

      const module = CohortModule.schedule(uuid(), cohort, plan);

      await tx.insert(CohortModule, module).catch(whenNumberTaken(plan.number));
      await this.outbox.addState(tx, ModuleStateV1, module.id);
      return ModuleView.of(module);
    });
  }

  /** Replaces what is said about a module. */
  async revise(actor: Actor, id: string, version: number, plan: ModulePlan): Promise<ModuleView> {
    return this.work.run(actor, async (tx) => {
      const { cohortId } = await requireModule(tx, id);
      const cohort = await lockCohort(tx, this.access, actor, cohortId);
      const module = await requireModule(tx, id);
      matchVersion(module.version, version);
      await requireOrganizations(tx, pointersOf(plan.partners));
      const sessions = await tx.findBy(Session, { cohortId, moduleId: id, status: Not('cancelled') });

      module.revise(
        cohort,
        plan,
        sessions.map((session) => session.days()),
      );

      await tx.update(CohortModule, id, { ...module }).catch(whenNumberTaken(plan.number));
      await this.outbox.addState(tx, ModuleStateV1, id);
      return ModuleView.of(module);
    });
  }

  async one(actor: Actor, id: string): Promise<ModuleView> {
    return ModuleView.of(await this.work.read(actor, (tx) => requireModule(tx, id)));
  }

  /** The modules of a cohort in their order. */
  async list(actor: Actor, cohortId: string): Promise<ModulesList> {
    const modules = await this.work.read(actor, async (tx) => {
      await requireCohort(tx, cohortId);
      return tx.find(CohortModule, { where: { cohortId }, order: { number: 'ASC' } });
    });
    return { data: modules.map(ModuleView.of) };
  }
}

async function requireModule(tx: EntityManager, id: string): Promise<CohortModule> {
  const module = await tx.findOneBy(CohortModule, { id });
  if (!module) throw new ModuleNotFound(id);
  return module;
}

function whenNumberTaken(number: number): (error: unknown) => never {
  return whenTaken('modules_number', () => new ModuleNumberTaken(number));
}
