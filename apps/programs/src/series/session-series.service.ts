import { Injectable } from '@nestjs/common';
import { SessionStateV1 } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, UnitOfWork, type Actor } from '@app/service-kit';
import { v7 as uuid } from 'uuid';
import { lockCohort } from '../cohorts/cohorts.service.js';
import { Session } from '../sessions/session.js';
import { SessionView, type SessionsList } from '../sessions/session.view.js';
import type { SeriesWindow } from './series-rule.js';
import { SessionSeriesView } from './session-series.dto.js';
import { SessionSeries, type SeriesPlan } from './session-series.js';
import { requireSeries, sessionsOf } from './session-series.queries.js';

/** Series of sessions. A series by itself is a plan: others learn of the sessions that are made of it. */
@Injectable()
export class SessionSeriesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly access: Access,
  ) {}

  /** Plans a series directly in a cohort. */
  async plan(actor: Actor, cohortId: string, plan: SeriesPlan): Promise<SessionSeriesView> {
    return this.work.run(actor, async (tx) => {
      const cohort = await lockCohort(tx, this.access, actor, cohortId);

      const series = SessionSeries.plan(uuid(), cohort, plan);

      await tx.insert(SessionSeries, series);
      return SessionSeriesView.of(series);
    });
  }

  /** Makes sessions of the occurrences in a window: of each once, however often it is asked. Publishes their states. */
  async makeSessions(actor: Actor, id: string, window: SeriesWindow): Promise<SessionsList> {
    return this.work.run(actor, async (tx) => {
      const series = await requireSeries(tx, id);
      const cohort = await lockCohort(tx, this.access, actor, series.cohortId);
      cohort.requireNotConcluded('schedule');
      const occurrences = series.within(window);
      const sessions = await sessionsOf(tx, id, occurrences);
      const highest = (await tx.maximum(Session, 'number', { cohortId: cohort.id })) ?? 0;

      const missing = occurrences.filter(({ number }) => !sessions.has(number));
      const made = series.plansFor(cohort, missing, highest).map((plan, index) => {
        return Session.schedule(uuid(), cohort, null, plan, { seriesId: id, occurrence: missing[index].number });
      });

      for (const session of made) sessions.set(session.occurrence as number, session);
      if (made.length > 0) await tx.insert(Session, made);
      const ids = made.map((session) => session.id);
      await this.outbox.addStates(tx, SessionStateV1, ids);
      return { data: occurrences.map(({ number }) => SessionView.of(sessions.get(number) as Session)) };
    });
  }
}
