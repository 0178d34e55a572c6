import { Injectable } from '@nestjs/common';
import { SessionStateV1, type NewEvent } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, Clock, matchVersion, UnitOfWork, type Actor } from '@app/service-kit';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Cohort } from '../cohorts/cohort.js';
import { lockCohort } from '../cohorts/cohorts.service.js';
import { whenTaken } from '../formats/unique-index.js';
import { ModuleNotFound } from '../modules/module.errors.js';
import { CohortModule } from '../modules/module.js';
import { SessionNotFound, SessionNumberTaken } from './session.errors.js';
import { Session, type SessionPlan, type SessionTimes } from './session.js';
import { viewOf, type SessionAnswer } from './session.view.js';

/** Sessions of cohorts. Every change publishes the session's state. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly access: Access,
    private readonly clock: Clock,
  ) {}

  /** Schedules a session in a module, or directly in the cohort. */
  async schedule(actor: Actor, cohortId: string, moduleId: string | null, plan: SessionPlan): Promise<SessionAnswer> {
    return this.work.run(actor, async (tx) => {
      const cohort = await lockCohort(tx, cohortId);
      this.requireOrganizer(actor, cohort);

      const session = Session.schedule(uuid(), cohort, await moduleOf(tx, cohortId, moduleId), plan);

      const taken = whenTaken('sessions_number', () => new SessionNumberTaken(plan.number));
      await tx.insert(Session, session).catch(taken);
      await this.outbox.addState(tx, SessionStateV1, session.id);
      return viewOf(session);
    });
  }

  /** Moves a session or switches its mode. */
  async reschedule(
    actor: Actor,
    id: string,
    version: number,
    times: Omit<SessionTimes, 'mode'> & { mode?: SessionTimes['mode'] },
  ): Promise<SessionAnswer> {
    return this.change(actor, id, async (session, tx) => {
      matchVersion(session.version, version);
      const cohort = await tx.findOneByOrFail(Cohort, { id: session.cohortId });
      const module = await moduleOf(tx, cohort.id, session.moduleId);
      session.reschedule(cohort, module, { ...times, mode: times.mode ?? session.mode });
    });
  }

  /** Records that a session took place. Publishes `programs.session.held.v1`. */
  async hold(actor: Actor, id: string): Promise<SessionAnswer> {
    return this.change(actor, id, async (session) => session.hold(this.clock.now()));
  }

  /** Cancels a session. */
  async cancel(actor: Actor, id: string, reason: string): Promise<SessionAnswer> {
    return this.change(actor, id, async (session) => session.cancel(reason));
  }

  private async change(
    actor: Actor,
    id: string,
    decide: (session: Session, tx: EntityManager) => Promise<NewEvent | void>,
  ): Promise<SessionAnswer> {
    return this.work.run(actor, async (tx) => {
      const session = await tx.findOne(Session, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!session) throw new SessionNotFound(id);
      this.requireOrganizer(actor, session);

      const fact = await decide(session, tx);

      await tx.update(Session, id, { ...session });
      if (fact) await this.outbox.add(tx, fact);
      await this.outbox.addState(tx, SessionStateV1, id);
      return viewOf(session);
    });
  }

  private requireOrganizer(actor: Actor, { organizerId, programId }: { organizerId: string; programId: string }): void {
    this.access.require(actor, 'program-organizer', { organizationId: organizerId, programId });
  }
}

async function moduleOf(tx: EntityManager, cohortId: string, moduleId: string | null): Promise<CohortModule | null> {
  if (!moduleId) return null;
  const module = await tx.findOneBy(CohortModule, { id: moduleId, cohortId });
  if (!module) throw new ModuleNotFound(moduleId);
  return module;
}
