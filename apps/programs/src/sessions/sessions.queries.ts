import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Actor } from '@app/service-kit';
import { SessionNotFound } from './session.errors.js';
import { Session } from './session.js';
import { viewOf, type SessionAnswer, type SessionsList } from './session.view.js';

/** Reads of sessions: everybody signed in sees the calendar. */
@Injectable()
export class SessionsQueries {
  constructor(private readonly work: UnitOfWork) {}

  async one(actor: Actor, id: string): Promise<SessionAnswer> {
    const session = await this.work.read(actor, (tx) => tx.findOneBy(Session, { id }));
    if (!session) throw new SessionNotFound(id);
    return viewOf(session);
  }

  async list(actor: Actor, cohortId: string): Promise<SessionsList> {
    const sessions = await this.work.read(actor, (tx) =>
      tx.find(Session, { where: { cohortId }, order: { number: 'ASC' } }),
    );
    return { data: sessions.map(viewOf) };
  }
}
