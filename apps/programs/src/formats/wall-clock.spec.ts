import fc from 'fast-check';
import { dayNumber, WallClock } from './wall-clock.js';

const zones = ['Asia/Almaty', 'Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC'];
const shown = (zone: string, instant: string) => new Date(new WallClock(zone).read(new Date(instant))).toISOString();
const at = (zone: string, reading: string) => new WallClock(zone).instantOf(Date.parse(`${reading}Z`)).toISOString();

describe('A wall clock', () => {
  it('shows the time of its zone, by the rules of that day', () => {
    expect(shown('Asia/Almaty', '2024-02-27T02:30:00Z')).toBe('2024-02-27T08:30:00.000Z');
    expect(shown('Asia/Almaty', '2024-03-05T03:30:00Z')).toBe('2024-03-05T08:30:00.000Z');
    expect(shown('Asia/Shanghai', '2024-02-29T16:00:00.250Z')).toBe('2024-03-01T00:00:00.250Z');
  });

  it('tells when it shows a reading', () => {
    expect(at('Asia/Almaty', '2024-02-27T08:30:00')).toBe('2024-02-27T02:30:00.000Z');
    expect(at('Asia/Almaty', '2024-03-05T08:30:00')).toBe('2024-03-05T03:30:00.000Z');
  });

  it('takes the first of two times that it shows alike', () => {
    expect(at('Asia/Almaty', '2024-02-29T23:30:00')).toBe('2024-02-29T17:30:00.000Z');
    expect(at('Europe/Berlin', '2025-10-26T02:30:00')).toBe('2025-10-26T00:30:00.000Z');
  });

  it('counts a time that it never shows from before the change', () => {
    expect(at('Europe/Berlin', '2025-03-30T02:30:00')).toBe('2025-03-30T01:30:00.000Z');
    expect(shown('Europe/Berlin', '2025-03-30T01:30:00Z')).toBe('2025-03-30T03:30:00.000Z');
  });

  it('shows a reading again at the instant that it tells, unless clocks were turned', () => {
    const instants = fc.date({ min: new Date('1970-01-03'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, instant) => {
        const clock = new WallClock(zone);
        const told = clock.instantOf(clock.read(instant));

        expect(clock.read(told)).toBe(clock.read(instant));
        expect(told.getTime()).toBeLessThanOrEqual(instant.getTime());
      }),
    );
  });
});

describe('A day', () => {
  it('is numbered alike from its name and from a reading', () => {
    expect([dayNumber('1970-01-01'), dayNumber('2024-02-29'), dayNumber('1969-12-31')]).toEqual([0, 19782, -1]);
    expect(dayNumber(Date.parse('2024-02-29T23:59:59.999Z'))).toBe(19782);
    expect(dayNumber(Date.parse('1969-12-31T00:00:00Z'))).toBe(-1);
  });
});
