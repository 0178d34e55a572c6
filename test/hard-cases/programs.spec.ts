import { v7 as uuid } from 'uuid';
import { Ceremony } from '../../apps/programs/src/ceremonies/ceremony.js';
import { SessionSeries } from '../../apps/programs/src/series/session-series.js';
import { SessionNotScheduled } from '../../apps/programs/src/sessions/session.errors.js';
import { aCohort, aModule, aSession } from '../../apps/programs/test/builders.js';

const title = { kk: 'Көшбасшылық', ru: 'Лидерство', en: 'Leadership' };

describe('A program', () => {
  it('H7 goes on online in an emergency: what is to come is switched, what was held stays as it was', () => {
    const cohort = aCohort({ status: 'running' });
    const times = { startsAt: '2025-03-10T04:30:00Z', endsAt: '2025-03-10T12:00:00Z' };
    const [before, after] = [aSession(cohort), aSession(cohort, { ...times, number: 2 })];
    const held = before.hold(cohort, new Date('2025-02-10T12:00:00Z'));

    after.reschedule(cohort, null, { ...times, mode: 'online' });

    expect(after).toMatchObject({ mode: 'online', status: 'scheduled', number: 2, version: 2 });
    expect(() => before.reschedule(cohort, null, { ...times, mode: 'online' })).toThrow(SessionNotScheduled);
    const online = after.hold(cohort, new Date('2025-03-10T12:00:00Z'));
    expect([held.data.mode, online.data.mode]).toEqual(['onsite', 'online']);
  });

  it('H12 has guests who hand certificates over: they are told at the ceremony and in no fact of it', () => {
    const minister = { personId: uuid(), office: { kk: 'Оқу-ағарту министрі', ru: 'Министр просвещения' } };
    const guest = { name: 'Invited guest', office: { en: 'Guest of honor' } };
    const plan = { title, startsAt: '2025-09-20T05:00:00Z', venue: null, presenters: [minister, guest] };
    const cohort = aCohort();
    const ceremony = Ceremony.plan(uuid(), cohort, plan);

    const fact = ceremony.hold([], new Date('2025-09-20T07:00:00Z'));

    expect(ceremony.presenters).toEqual([minister, guest]);
    expect(fact.organizationId).toBe(cohort.organizerId);
    expect(JSON.stringify(fact.data)).not.toContain(minister.personId);
  });

  it('H14 meets weekly, monthly and once abroad in one calendar, each by the clocks of its place', () => {
    const cohort = aCohort({ status: 'running' });
    const breakfast = SessionSeries.plan(uuid(), cohort, {
      ...{ title, format: 'corporate-breakfast', mode: 'onsite', venue: null, counted: true },
      ...{ rule: 'FREQ=WEEKLY;BYDAY=TU', firstStartsAt: '2025-02-11T03:30:00Z', minutes: 60, timeZone: 'Asia/Almaty' },
    });
    const weekly = breakfast.within({ until: '2025-03-04' }).map(({ startsAt }) => startsAt);
    const monthly = ['2025-02-10', '2025-03-10', '2025-04-14'].map((day, index) =>
      aSession(cohort, { number: index + 1, startsAt: `${day}T04:30:00Z`, endsAt: `${day}T12:00:00Z` }),
    );
    const shanghai = aModule(cohort, {
      ...{ kind: 'international', country: 'CN', city: 'Shanghai', timeZone: 'Asia/Shanghai' },
      ...{ startsOn: '2025-05-19', endsOn: '2025-05-23' },
    });
    const abroad = aSession(
      cohort,
      { timeZone: 'Asia/Shanghai', startsAt: '2025-05-18T16:30:00Z', endsAt: '2025-05-18T18:00:00Z' },
      shanghai,
    );

    const wall = (instant: Date, timeZone: string) => instant.toLocaleString('sv-SE', { timeZone });
    expect(weekly.map((instant) => wall(instant, 'Asia/Almaty'))).toEqual([
      ...['2025-02-11 08:30:00', '2025-02-18 08:30:00', '2025-02-25 08:30:00', '2025-03-04 08:30:00'],
    ]);
    // Half past midnight in Shanghai belongs to the first day of the module; in Almaty it is still the day before.
    expect(abroad.days()).toEqual({ startsOn: '2025-05-19', endsOn: '2025-05-19' });
    expect(wall(abroad.startsAt, 'Asia/Almaty')).toBe('2025-05-18 21:30:00');
    const calendar = [...weekly, ...monthly.map(({ startsAt }) => startsAt), abroad.startsAt].sort(
      (one, other) => one.getTime() - other.getTime(),
    );
    expect(calendar.at(0)).toEqual(monthly[0]!.startsAt);
    expect(calendar.at(-1)).toEqual(abroad.startsAt);
    expect(calendar).toHaveLength(8);
  });
});
