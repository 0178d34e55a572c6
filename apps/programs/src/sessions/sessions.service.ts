import { Injectable } from '@nestjs/common';
import { SessionStateV1, type NewEvent } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, Clock, matchVersion, UnitOfWork, type Actor } from '@app/service-kit';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Cohort } from '../cohorts/cohort.js';
import { lockCohort } from '../cohorts/cohorts.service.js';
import { whenTaken } from '../formats/unique-index.js';
import { ModuleNotFound } from '../modules/module.errors.js';
import { CohortModule } from '../modules/module.js';
import { SessionNumberTaken } from './session.errors.js';
import { Session, type SessionContent, type SessionPlan, type SessionTimes } from './session.js';
import { SessionView } from './session.view.js';
import { requireSession } from './sessions.queries.js';

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
  async schedule(actor: Actor, cohortId: string, moduleId: string | null, plan: SessionPlan): Promise<SessionView> {
    return this.work.run(actor, async (tx) => {
      const cohort = await lockCohort(tx, this.access, actor, cohortId);

      const session = Session.schedule(uuid(), cohort, await moduleOf(tx, cohortId, moduleId), plan);

      const taken = whenTaken('sessions_number', () => new SessionNumberTaken(plan.number));
      await tx.insert(Session, session).catch(taken);
      await this.outbox.addState(tx, SessionStateV1, session.id);
      return SessionView.of(session);
    });
  }

  /** Moves a session or switches its mode. */
  async reschedule(
    actor: Actor,
    id: string,
    version: number,
    times: Omit<SessionTimes, 'mode'> & { mode?: SessionTimes['mode'] },
  ): Promise<SessionView> {
    return this.change(actor, id, async (session, cohort, tx) => {
      matchVersion(session.version, version);
      const module = await moduleOf(tx, cohort.id, session.moduleId);
      session.reschedule(cohort, module, { ...times, mode: times.mode ?? session.mode });
    });
  }

  /** Records that a session took place. Publishes `programs.session.held.v1`. */
  async hold(actor: Actor, id: string): Promise<SessionView> {
    return this.change(actor, id, async (session, cohort) => session.hold(cohort, this.clock.now()));
  }

  /** Says who speaks at a session and what about. */
  async fill(actor: Actor, id: string, version: number, content: SessionContent): Promise<SessionView> {
    return this.change(actor, id, async (session) => {
      matchVersion(session.version, version);
      session.fill(content);
    });
  }

  /** Cancels a session. */
  async cancel(actor: Actor, id: string, reason: string): Promise<SessionView> {
    return this.change(actor, id, async (session) => session.cancel(reason));
  }

  private async change(
    actor: Actor,
    id: string,
    decide: (session: Session, cohort: Cohort, tx: EntityManager) => Promise<NewEvent | void>,
  ): Promise<SessionView> {
    return this.work.run(actor, async (tx) => {
      const { cohortId } = await requireSession(tx, id);
      const cohort = await lockCohort(tx, this.access, actor, cohortId);
      const session = await requireSession(tx, id);

      const fact = await decide(session, cohort, tx);

      await tx.update(Session, id, { ...session });
      if (fact) await this.outbox.add(tx, fact);
      await this.outbox.addState(tx, SessionStateV1, id);
      return SessionView.of(session);
    });
  }
}

async function moduleOf(tx: EntityManager, cohortId: string, moduleId: string | null): Promise<CohortModule | null> {
  if (!moduleId) return null;
  const module = await tx.findOneBy(CohortModule, { id: moduleId, cohortId });
  if (!module) throw new ModuleNotFound(moduleId);
  return module;
}
