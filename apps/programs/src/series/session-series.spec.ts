import { aCohort, aSeries } from '../../test/builders.js';
import { CohortNotInStatus, EndsBeforeItBegins } from '../cohorts/cohort.errors.js';
import { SessionOutsideDays } from '../sessions/session.errors.js';
import {
  SeriesFirstOutsideRule,
  SeriesRuleNotSupported,
  SeriesWindowTooLong,
  SeriesWithoutEnd,
} from './session-series.errors.js';

const forEver = aCohort({ status: 'running', endsOn: null });

describe('A series', () => {
  it('is planned in a cohort until that is concluded', () => {
    expect(aSeries(forEver)).toMatchObject({ version: 1, cohortId: forEver.id, organizerId: forEver.organizerId });
    for (const status of ['planned', 'open', 'paused'] as const) expect(aSeries(aCohort({ status })).version).toBe(1);
    expect(() => aSeries(aCohort({ status: 'concluded' }))).toThrow(CohortNotInStatus);
  });

  it('has a rule that its first session fits', () => {
    expect(() => aSeries(forEver, { rule: 'FREQ=DAILY' })).toThrow(SeriesRuleNotSupported);
    expect(() => aSeries(forEver, { rule: 'FREQ=WEEKLY;BYDAY=WE' })).toThrow(SeriesFirstOutsideRule);
    expect(() => aSeries(forEver, { rule: 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20250210' })).toThrow(EndsBeforeItBegins);
  });

  it('knows its weekday where people meet: Monday evening in Berlin is Tuesday in Almaty', () => {
    const firstStartsAt = '2025-02-17T20:30:00Z';

    expect(aSeries(forEver, { firstStartsAt }).firstStartsAt).toEqual(new Date(firstStartsAt));
    expect(() => aSeries(forEver, { firstStartsAt, timeZone: 'Europe/Berlin' })).toThrow(SeriesFirstOutsideRule);
  });

  it('begins in the days of its cohort', () => {
    const [early, late] = [aCohort({ startsOn: '2025-02-12' }), aCohort({ endsOn: '2025-02-10' })];

    for (const cohort of [early, late]) expect(() => aSeries(cohort)).toThrow(SessionOutsideDays);
  });
});

describe('A window', () => {
  const endless = aSeries(forEver);

  it('of a series for ever has an end', () => {
    expect(() => endless.within({})).toThrow(SeriesWithoutEnd);
    expect(() => endless.within({ from: '2025-03-01' })).toThrow(SeriesWithoutEnd);
    expect(endless.within({ until: '2025-02-24' })).toHaveLength(2);
    expect(aSeries(forEver, { rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=9' }).within({})).toHaveLength(9);
  });

  it('does not end before the series, or itself, begins', () => {
    expect(endless.within({ until: '2025-02-11' })).toHaveLength(1);
    expect(() => endless.within({ until: '2025-02-10' })).toThrow(EndsBeforeItBegins);
    expect(() => endless.within({ from: '2025-03-02', until: '2025-03-01' })).toThrow(EndsBeforeItBegins);
  });

  it('holds 400 occurrences at the most, wherever it begins', () => {
    expect(endless.within({ until: '2032-10-10' })).toHaveLength(400);
    expect(() => endless.within({ until: '2032-10-12' })).toThrow(SeriesWindowTooLong);
    expect(endless.within({ from: '2032-10-12', until: '2032-10-12' })).toMatchObject([{ number: 401 }]);
  });
});

describe('Plans for sessions', () => {
  it('say what the series says, and are numbered on', () => {
    const series = aSeries(forEver);
    const { title, format, mode, timeZone, venue, counted } = series;

    const plans = series.plansFor(forEver, series.within({ until: '2025-02-18' }), 7);

    const said = { title, format, mode, timeZone, venue, counted, speakers: [], agenda: [], materials: [] };
    expect(plans).toEqual([
      { ...said, number: 8, startsAt: '2025-02-11T03:30:00.000Z', endsAt: '2025-02-11T05:00:00.000Z' },
      { ...said, number: 9, startsAt: '2025-02-18T03:30:00.000Z', endsAt: '2025-02-18T05:00:00.000Z' },
    ]);
  });

  it('lie in the days of the cohort', () => {
    const series = aSeries(forEver);
    const planned = (days: Parameters<typeof aCohort>[0]) => () =>
      series.plansFor(aCohort(days), series.within({ until: '2025-02-18' }), 0);

    expect(planned({ endsOn: '2025-02-18' })()).toHaveLength(2);
    expect(planned({ endsOn: '2025-02-17' })).toThrow(SessionOutsideDays);
    expect(planned({ startsOn: '2025-02-12' })).toThrow(SessionOutsideDays);
  });
});
