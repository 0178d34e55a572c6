import { Injectable } from '@nestjs/common';
import { CohortStateV1, type NewEvent } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, Clock, matchVersion, UnitOfWork, type Actor } from '@app/service-kit';
import { Not, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { whenTaken } from '../formats/unique-index.js';
import { CohortModule } from '../modules/module.js';
import { ProgramNotFound } from '../programs/program.errors.js';
import { Program } from '../programs/program.js';
import { pointersOf, requireOrganizations } from '../replicas/known-organizations.queries.js';
import { Session } from '../sessions/session.js';
import { CohortCodeTaken } from './cohort.errors.js';
import { Cohort, type CohortPlan, type ScheduledDays } from './cohort.js';
import { CohortView } from './cohort.view.js';
import { requireCohort } from './cohorts.queries.js';

/** Cohorts from plan to conclusion. Every change publishes the cohort's state. */
@Injectable()
export class CohortsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly access: Access,
    private readonly clock: Clock,
  ) {}

  /** Plans a cohort of a program. */
  async plan(actor: Actor, programId: string, plan: CohortPlan): Promise<CohortView> {
    return this.work.run(actor, async (tx) => {
      const program = await tx.findOneBy(Program, { id: programId });
      if (!program) throw new ProgramNotFound(programId);
      this.access.require(actor, 'program-organizer', { organizationId: program.organizerId, programId });
      await requireOrganizations(tx, pointersOf(plan.partners));
      const cohort = Cohort.plan(uuid(), program, plan);

      await tx.insert(Cohort, cohort).catch(whenCodeTaken(plan.code));
      await this.outbox.addState(tx, CohortStateV1, cohort.id);
      return CohortView.of(cohort);
    });
  }

  /** Replaces the plan of a cohort that does not run yet. */
  async revise(actor: Actor, id: string, version: number, plan: CohortPlan): Promise<CohortView> {
    return this.change(actor, id, async (cohort, tx) => {
      matchVersion(cohort.version, version);
      await requireOrganizations(tx, pointersOf(plan.partners));
      cohort.revise(plan, await scheduledIn(tx, id));
    });
  }

  /** Invites nominations. Publishes `programs.cohort.opened.v1`. */
  async open(actor: Actor, id: string): Promise<CohortView> {
    return this.change(actor, id, async (cohort) => cohort.open(this.clock.now()));
  }

  /** Begins delivery. */
  async start(actor: Actor, id: string): Promise<CohortView> {
    return this.change(actor, id, async (cohort) => cohort.start());
  }

  /** Suspends a running cohort. Publishes `programs.cohort.paused.v1`. */
  async pause(actor: Actor, id: string): Promise<CohortView> {
    return this.change(actor, id, async (cohort) => cohort.pause(this.clock.now()));
  }

  /** Goes on after a pause. Publishes `programs.cohort.resumed.v1`. */
  async resume(actor: Actor, id: string): Promise<CohortView> {
    return this.change(actor, id, async (cohort) => cohort.resume(this.clock.now()));
  }

  /** Ends delivery. Publishes `programs.cohort.concluded.v1`. */
  async conclude(actor: Actor, id: string): Promise<CohortView> {
    return this.change(actor, id, async (cohort, tx) => {
      const outstanding = await tx.countBy(Session, { cohortId: id, status: 'scheduled' });
      return cohort.conclude(outstanding, this.clock.now());
    });
  }

  private async change(
    actor: Actor,
    id: string,
    decide: (cohort: Cohort, tx: EntityManager) => Promise<NewEvent | void>,
  ): Promise<CohortView> {
    return this.work.run(actor, async (tx) => {
      const cohort = await lockCohort(tx, this.access, actor, id);

      const fact = await decide(cohort, tx);

      await tx.update(Cohort, id, { ...cohort }).catch(whenCodeTaken(cohort.code));
      if (fact) await this.outbox.add(tx, fact);
      await this.outbox.addState(tx, CohortStateV1, id);
      return CohortView.of(cohort);
    });
  }
}

/**
 * The cohort for an act of its organizer. Acts on a cohort and on what belongs to it queue at the cohort's row. Everybody
 * may read the row and only its organizer may lock it, so who lacks the right is told that, not that there is no cohort.
 */
export async function lockCohort(tx: EntityManager, access: Access, actor: Actor, id: string): Promise<Cohort> {
  const { organizerId: organizationId, programId } = await requireCohort(tx, id);
  access.require(actor, 'program-organizer', { organizationId, programId });
  return tx.findOneOrFail(Cohort, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

async function scheduledIn(tx: EntityManager, cohortId: string): Promise<ScheduledDays[]> {
  const modules = await tx.findBy(CohortModule, { cohortId });
  const sessions = await tx.findBy(Session, { cohortId, status: Not('cancelled') });
  return [...modules, ...sessions.map((session) => session.days())];
}

function whenCodeTaken(code: string): (error: unknown) => never {
  return whenTaken('cohorts_code', () => new CohortCodeTaken(code));
}
