import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Actor } from '@app/service-kit';
import { In, type EntityManager } from 'typeorm';
import { requireCohort } from '../cohorts/cohorts.queries.js';
import { Session } from '../sessions/session.js';
import type { Occurrence, SeriesWindow } from './series-rule.js';
import {
  OccurrenceView,
  SessionSeriesView,
  type OccurrencesList,
  type SessionSeriesList,
} from './session-series.dto.js';
import { SessionSeriesNotFound } from './session-series.errors.js';
import { SessionSeries } from './session-series.js';

/** Reads of series: everybody signed in sees the calendar. */
@Injectable()
export class SessionSeriesQueries {
  constructor(private readonly work: UnitOfWork) {}

  async one(actor: Actor, id: string): Promise<SessionSeriesView> {
    return SessionSeriesView.of(await this.work.read(actor, (tx) => requireSeries(tx, id)));
  }

  /** The series of a cohort, oldest first. */
  async list(actor: Actor, cohortId: string): Promise<SessionSeriesList> {
    const series = await this.work.read(actor, async (tx) => {
      await requireCohort(tx, cohortId);
      return tx.find(SessionSeries, { where: { cohortId }, order: { id: 'ASC' } });
    });
    return { data: series.map(SessionSeriesView.of) };
  }

  /** The occurrences of a window, each with the session that was made of it. */
  async occurrences(actor: Actor, id: string, window: SeriesWindow): Promise<OccurrencesList> {
    return this.work.read(actor, async (tx) => {
      const occurrences = (await requireSeries(tx, id)).within(window);
      const sessions = await sessionsOf(tx, id, occurrences);
      return { data: occurrences.map((occurrence) => OccurrenceView.of(occurrence, sessions.get(occurrence.number))) };
    });
  }
}

export async function requireSeries(tx: EntityManager, id: string): Promise<SessionSeries> {
  const series = await tx.findOneBy(SessionSeries, { id });
  if (!series) throw new SessionSeriesNotFound(id);
  return series;
}

/** The sessions that were made of these occurrences, by their number in the series. */
export async function sessionsOf(
  tx: EntityManager,
  seriesId: string,
  occurrences: readonly Occurrence[],
): Promise<Map<number, Session>> {
  const sessions = await tx.findBy(Session, { seriesId, occurrence: In(occurrences.map(({ number }) => number)) });
  return new Map(sessions.map((session) => [session.occurrence as number, session]));
}
