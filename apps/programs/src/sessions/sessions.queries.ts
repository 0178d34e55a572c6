import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Actor } from '@app/service-kit';
import type { EntityManager } from 'typeorm';
import { requireCohort } from '../cohorts/cohorts.queries.js';
import { SessionNotFound } from './session.errors.js';
import { Session } from './session.js';
import { SessionView, type SessionsList } from './session.view.js';

/** Reads of sessions: everybody signed in sees the calendar. */
@Injectable()
export class SessionsQueries {
  constructor(private readonly work: UnitOfWork) {}

  async one(actor: Actor, id: string): Promise<SessionView> {
    return SessionView.of(await this.work.read(actor, (tx) => requireSession(tx, id)));
  }

  async list(actor: Actor, cohortId: string): Promise<SessionsList> {
    const sessions = await this.work.read(actor, async (tx) => {
      await requireCohort(tx, cohortId);
      return tx.find(Session, { where: { cohortId }, order: { number: 'ASC' } });
    });
    return { data: sessions.map(SessionView.of) };
  }
}

export async function requireSession(tx: EntityManager, id: string): Promise<Session> {
  const session = await tx.findOneBy(Session, { id });
  if (!session) throw new SessionNotFound(id);
  return session;
}
