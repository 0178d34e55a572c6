import fc from 'fast-check';
import { WallClock } from '../formats/wall-clock.js';
import { occurrencesOf, parseRule, type SeriesStart, type SeriesWindow } from './series-rule.js';
import { SeriesRuleNotSupported } from './session-series.errors.js';

const almaty = (startsAt: string): SeriesStart => ({
  startsAt: new Date(startsAt),
  minutes: 90,
  timeZone: 'Asia/Almaty',
});
/** Tuesday, 8:30 in Almaty. */
const tuesday = almaty('2025-02-11T03:30:00Z');

function days(rule: string, window: SeriesWindow = {}, start = tuesday): string[] {
  const all = [];
  for (const { startsAt } of occurrencesOf(parseRule(rule), start, window)) {
    all.push(new Date(new WallClock(start.timeZone).read(startsAt)).toISOString().slice(0, 10));
    if (all.length === 1000) break;
  }
  return all;
}

describe('A rule', () => {
  it('is read in any order and case, as RFC 5545 has it', () => {
    expect(parseRule('FREQ=WEEKLY;BYDAY=TU')).toEqual({ weekdays: [1], interval: 1, count: null, until: null });
    expect(parseRule('count=8;interval=2;byday=th,tu,th;freq=weekly')).toEqual({
      ...{ weekdays: [1, 3], interval: 2, count: 8, until: null },
    });
    expect(parseRule('FREQ=WEEKLY;BYDAY=SU;UNTIL=20250630').until).toEqual({ day: '2025-06-30' });
    expect(parseRule('FREQ=WEEKLY;BYDAY=SU;UNTIL=20250630T033000Z').until).toEqual({
      instant: new Date('2025-06-30T03:30:00Z'),
    });
  });

  it.each([
    ['', ''],
    ['every Tuesday', 'EVERY TUESDAY'],
    ['FREQ=DAILY', 'FREQ=DAILY'],
    ['FREQ=MONTHLY;BYDAY=1TU', 'FREQ=MONTHLY'],
    ['BYDAY=TU', 'FREQ'],
    ['FREQ=WEEKLY', 'BYDAY'],
    ['FREQ=WEEKLY;BYDAY=', 'BYDAY='],
    ['FREQ=WEEKLY;BYDAY=1TU', 'BYDAY=1TU'],
    ['FREQ=WEEKLY;BYDAY=TU,XX', 'BYDAY=TU,XX'],
    ['FREQ=WEEKLY;BYDAY=TU;', ''],
    ['FREQ=WEEKLY;BYDAY=TU;BYDAY=WE', 'BYDAY=WE'],
    ['FREQ=WEEKLY;BYDAY=TU=WE', 'BYDAY=TU=WE'],
    ['FREQ=WEEKLY;BYDAY=TU;WKST=SU', 'WKST=SU'],
    ['FREQ=WEEKLY;BYDAY=TU;BYHOUR=9,15', 'BYHOUR=9,15'],
    ['FREQ=WEEKLY;BYDAY=TU;INTERVAL=0', 'INTERVAL=0'],
    ['FREQ=WEEKLY;BYDAY=TU;INTERVAL=100', 'INTERVAL=100'],
    ['FREQ=WEEKLY;BYDAY=TU;INTERVAL=1.5', 'INTERVAL=1.5'],
    ['FREQ=WEEKLY;BYDAY=TU;COUNT=-1', 'COUNT=-1'],
    ['FREQ=WEEKLY;BYDAY=TU;COUNT=10000', 'COUNT=10000'],
    ['FREQ=WEEKLY;BYDAY=TU;COUNT=8;UNTIL=20250630', 'COUNT=8'],
    ['FREQ=WEEKLY;BYDAY=TU;UNTIL=2025-06-30', 'UNTIL=2025-06-30'],
    ['FREQ=WEEKLY;BYDAY=TU;UNTIL=20250230', 'UNTIL=20250230'],
    ['FREQ=WEEKLY;BYDAY=TU;UNTIL=20250630T240000Z', 'UNTIL=20250630T240000Z'],
    ['FREQ=WEEKLY;BYDAY=TU;UNTIL=20250630T083000', 'UNTIL=20250630T083000'],
    ['RRULE:FREQ=WEEKLY;BYDAY=TU', 'RRULE:FREQ=WEEKLY'],
  ])('%j is refused, and told why', (text, part) => {
    const refusal = new SeriesRuleNotSupported(part);

    expect(() => parseRule(text)).toThrow(refusal);
  });
});

describe('The occurrences', () => {
  it('are every Tuesday, for ever', () => {
    const rule = 'FREQ=WEEKLY;BYDAY=TU';

    expect(days(rule, { until: '2025-03-04' })).toEqual(['2025-02-11', '2025-02-18', '2025-02-25', '2025-03-04']);
    expect(days(rule)).toHaveLength(1000);
    expect(days(rule, { from: '2095-01-01', until: '2095-01-12' })).toEqual(['2095-01-04', '2095-01-11']);
  });

  it('begin in the week of the first one, and skip whole weeks that begin on Monday', () => {
    const rule = 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,SU;COUNT=5';

    expect(days(rule)).toEqual(['2025-02-11', '2025-02-16', '2025-02-24', '2025-02-25', '2025-03-02']);
  });

  it('end with their number, their day or their instant, included', () => {
    const tuesdays = ['2025-02-11', '2025-02-18', '2025-02-25'];

    expect(days('FREQ=WEEKLY;BYDAY=TU;COUNT=3')).toEqual(tuesdays);
    expect(days('FREQ=WEEKLY;BYDAY=TU;UNTIL=20250225')).toEqual(tuesdays);
    expect(days('FREQ=WEEKLY;BYDAY=TU;UNTIL=20250225T033000Z')).toEqual(tuesdays);
    expect(days('FREQ=WEEKLY;BYDAY=TU;UNTIL=20250225T032959Z')).toEqual(tuesdays.slice(0, 2));
    expect(days('FREQ=WEEKLY;BYDAY=TU;UNTIL=20250210')).toEqual([]);
  });

  it('keep their numbers whichever window is looked at', () => {
    const [occurrence] = occurrencesOf(parseRule('FREQ=WEEKLY;BYDAY=TU;COUNT=9'), tuesday, { from: '2025-02-19' });

    expect(occurrence).toEqual({
      number: 3,
      startsAt: new Date('2025-02-25T03:30:00Z'),
      endsAt: new Date('2025-02-25T05:00:00Z'),
    });
  });

  it('keep the time on the wall when the country changes its zone, as Kazakhstan did on 1 March 2024', () => {
    const start = almaty('2024-02-20T02:30:00Z');
    const all = [...occurrencesOf(parseRule('FREQ=WEEKLY;BYDAY=TU;COUNT=4'), start)];

    expect(all.map(({ startsAt }) => startsAt.toISOString().slice(0, 16))).toEqual([
      '2024-02-20T02:30',
      '2024-02-27T02:30',
      '2024-03-05T03:30',
      '2024-03-12T03:30',
    ]);
  });

  it('begin with the first one as it was given, even in the hour that comes twice', () => {
    const second = { ...tuesday, timeZone: 'Europe/Berlin', startsAt: new Date('2025-10-26T01:30:00Z') };
    const [first] = occurrencesOf(parseRule('FREQ=WEEKLY;BYDAY=SU;COUNT=1'), second);

    expect(first.startsAt).toEqual(second.startsAt);
  });
});

describe('Any series', () => {
  const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
  const zones = ['Asia/Almaty', 'Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC'];
  const DAY_MS = 86_400_000;
  const series = fc.record({
    others: fc.subarray(names),
    interval: fc.integer({ min: 1, max: 9 }),
    count: fc.integer({ min: 1, max: 120 }),
    timeZone: fc.constantFrom(...zones),
    startsAt: fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
    skipped: fc.integer({ min: -40, max: 900 }),
  });

  /** The days by looking at every single one. */
  function searched(first: number, weekdays: Set<string>, interval: number, count: number): number[] {
    const found: number[] = [];
    const weekday = (day: number) => (new Date(day * DAY_MS).getUTCDay() + 6) % 7;
    const monday = first - weekday(first);
    for (let day = first; found.length < count; day++) {
      const inWeek = Math.floor((day - monday) / 7) % interval === 0;
      if (inWeek && weekdays.has(names[weekday(day)])) found.push(day);
    }
    return found;
  }

  it('is on the days that one finds by looking at each, at the time of the first one', () => {
    fc.assert(
      fc.property(series, ({ others, interval, count, timeZone, startsAt, skipped }) => {
        const clock = new WallClock(timeZone);
        const first = clock.read(startsAt);
        const firstDay = Math.floor(first / DAY_MS);
        const weekdays = new Set([...others, names[(new Date(first).getUTCDay() + 6) % 7]]);
        const rule = parseRule(`FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${[...weekdays].join()};COUNT=${count}`);
        const start = { startsAt, minutes: 60, timeZone };
        const expected = searched(firstDay, weekdays, interval, count);

        const all = [...occurrencesOf(rule, start)];

        // What the wall shows differs only where clocks were turned forward over that time: then it is an hour later at most.
        const readings = all.map((occurrence) => clock.read(occurrence.startsAt));
        const late = readings.map(
          (reading, index) => reading - (expected[index] * DAY_MS + (first - firstDay * DAY_MS)),
        );
        expect(readings).toHaveLength(expected.length);
        expect(late.every((ms) => ms === 0 || (ms > 0 && ms <= 3_600_000))).toBe(true);
        expect(all.map(({ number }) => number)).toEqual(expected.map((_, index) => index + 1));
        const from = new Date((firstDay + skipped) * DAY_MS).toISOString().slice(0, 10);
        const later = all.filter((_, index) => expected[index] >= firstDay + skipped);
        const earlier = all.filter((_, index) => expected[index] <= firstDay + skipped);
        expect([...occurrencesOf(rule, start, { from })]).toEqual(later);
        expect([...occurrencesOf(rule, start, { until: from })]).toEqual(earlier);
      }),
      { numRuns: 150 },
    );
  });
});
