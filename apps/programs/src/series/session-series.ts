import type { Localized } from '@app/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { EndsBeforeItBegins } from '../cohorts/cohort.errors.js';
import { Cohort } from '../cohorts/cohort.js';
import type { VenueDto } from '../formats/venue.dto.js';
import { dayNumber, WallClock } from '../formats/wall-clock.js';
import { SessionOutsideDays } from '../sessions/session.errors.js';
import type { SessionPlan } from '../sessions/session.js';
import { occurrencesOf, parseRule, weekdayOf, type Occurrence, type SeriesWindow } from './series-rule.js';
import { SeriesFirstOutsideRule, SeriesWindowTooLong, SeriesWithoutEnd } from './session-series.errors.js';

/** As many occurrences are listed, or become sessions, at once. */
export const MOST_OCCURRENCES = 400;

/** What is said about a series. */
export interface SeriesPlan {
  title: Localized;
  format: string;
  mode: SessionPlan['mode'];
  /** RFC 5545, as far as `parseRule` reads it. */
  rule: string;
  firstStartsAt: string;
  minutes: number;
  timeZone: string;
  venue: VenueDto | null;
  counted: boolean;
}

/**
 * Meetings that come back every week, such as a breakfast every Tuesday. It may go on for ever: its occurrences are counted
 * from the rule, and become sessions as far as the organizer says.
 */
@Entity('session_series')
@Index('session_series_by_cohort', ['cohortId'])
@Check('session_series_mode', `mode IN ('onsite', 'online', 'hybrid')`)
@Check('session_series_minutes', 'minutes > 0')
export class SessionSeries {
  @PrimaryColumn('uuid')
  id: string;

  @Column('integer')
  version: number;

  @ForeignKey(() => Cohort, { name: 'session_series_cohort' })
  @Column('uuid')
  cohortId: string;

  @Column('uuid')
  programId: string;

  @Column('uuid')
  organizerId: string;

  @Column('jsonb')
  title: Localized;

  @Column('text')
  format: string;

  @Column('text')
  mode: SeriesPlan['mode'];

  @Column('text')
  rule: string;

  @Column('timestamptz')
  firstStartsAt: Date;

  @Column('integer')
  minutes: number;

  @Column('text')
  timeZone: string;

  @Column('jsonb', { nullable: true })
  venue: VenueDto | null;

  @Column('boolean')
  counted: boolean;

  static plan(id: string, cohort: Cohort, plan: SeriesPlan): SessionSeries {
    cohort.requireNotConcluded('schedule');
    const { id: cohortId, programId, organizerId } = cohort;
    const firstStartsAt = new Date(plan.firstStartsAt);
    const series = Object.assign(new SessionSeries(), { ...plan, firstStartsAt });
    Object.assign(series, { id, version: 1, cohortId, programId, organizerId });

    const { weekdays } = parseRule(plan.rule);
    if (!weekdays.includes(weekdayOf(series.clock().read(series.firstStartsAt)))) throw new SeriesFirstOutsideRule();
    const first = series.occurrences().next();
    if (first.done) throw new EndsBeforeItBegins('/rule');
    series.requireInside(cohort, [first.value], { starts: '/firstStartsAt', ends: '/firstStartsAt' });
    return series;
  }

  /** The occurrences of a window. Refuses one that never ends, lies before the series, or holds too many. */
  within(window: SeriesWindow): Occurrence[] {
    const { count, until } = parseRule(this.rule);
    if (window.until === undefined && count === null && until === null) throw new SeriesWithoutEnd();
    const begins = Math.max(this.firstDay(), window.from ? dayNumber(window.from) : -Infinity);
    if (window.until && dayNumber(window.until) < begins) throw new EndsBeforeItBegins('/until');

    const occurrences = [];
    for (const occurrence of this.occurrences(window)) {
      if (occurrences.length === MOST_OCCURRENCES) throw new SeriesWindowTooLong(MOST_OCCURRENCES);
      occurrences.push(occurrence);
    }
    return occurrences;
  }

  /** The plans of the sessions for these occurrences, numbered on after `highest`. They lie in the days of the cohort. */
  plansFor(cohort: Cohort, occurrences: readonly Occurrence[], highest: number): SessionPlan[] {
    this.requireInside(cohort, occurrences, { starts: '/from', ends: '/until' });
    const { title, format, mode, timeZone, venue, counted } = this;
    return occurrences.map(({ startsAt, endsAt }, index) => ({
      ...{ number: highest + index + 1, title, format, mode, timeZone, venue, counted },
      ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
      ...{ speakers: [], agenda: [], materials: [] },
    }));
  }

  private occurrences(window: SeriesWindow = {}): Generator<Occurrence> {
    const { firstStartsAt: startsAt, minutes, timeZone } = this;
    return occurrencesOf(parseRule(this.rule), { startsAt, minutes, timeZone }, window);
  }

  private requireInside(
    { startsOn, endsOn }: Cohort,
    occurrences: readonly Occurrence[],
    pointers: { starts: string; ends: string },
  ): void {
    const clock = this.clock();
    for (const { startsAt, endsAt } of occurrences) {
      if (dayNumber(clock.read(startsAt)) < dayNumber(startsOn)) throw new SessionOutsideDays(pointers.starts);
      if (endsOn && dayNumber(clock.read(endsAt)) > dayNumber(endsOn)) throw new SessionOutsideDays(pointers.ends);
    }
  }

  private firstDay(): number {
    return dayNumber(this.clock().read(this.firstStartsAt));
  }

  private clock(): WallClock {
    return new WallClock(this.timeZone);
  }
}
