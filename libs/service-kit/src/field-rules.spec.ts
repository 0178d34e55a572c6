import { validateSync } from 'class-validator';
import { IsDay, IsIin, IsInstant, IsLocalized, IsTimeZone } from './field-rules.js';

class Sample {
  @IsDay()
  day: unknown = '2026-02-03';

  @IsInstant()
  instant: unknown = '2026-02-03T10:00:00Z';

  @IsTimeZone()
  zone: unknown = 'Asia/Almaty';

  @IsLocalized()
  title: unknown = { kk: 'Көшбасшылық' };

  @IsIin()
  iin: unknown = '900101300017';
}

const broken = (values: Partial<Sample>) =>
  validateSync(Object.assign(new Sample(), values)).flatMap((error) => Object.keys(error.constraints ?? {}));

describe('a field', () => {
  it('is right as it should be', () => {
    expect(broken({})).toEqual([]);
    expect(broken({ day: '2024-02-29', instant: '2026-02-03T10:00:00.123+05:00', zone: 'UTC' })).toEqual([]);
    expect(broken({ title: { kk: 'Бағдарлама', ru: 'Программа', en: 'Program' } })).toEqual([]);
  });

  it.each([
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '0000-01-01',
    '26-02-03',
    '2026-02-03T00:00:00Z',
    5,
  ])('is no day: %s', (day) => {
    expect(broken({ day })).toEqual(['isDay']);
  });

  it.each([
    '2026-02-30T10:00:00Z',
    '2026-02-03T24:00:00Z',
    '2026-02-03T10:00:00',
    '2026-02-03 10:00:00Z',
    '2026-02-03',
  ])('is no instant: %s', (instant) => {
    expect(broken({ instant })).toEqual(['isInstant']);
  });

  it.each([{}, { kk: '' }, { kk: '  ' }, { de: 'Programm' }, { kk: 5 }, [], 'text', null])(
    'is no text: %j',
    (title) => {
      expect(broken({ title })).toEqual(['isLocalized']);
    },
  );

  it('is neither a time zone nor an identification number', () => {
    expect(broken({ zone: 'Asia/Nowhere', iin: '900101300016' })).toEqual(['isTimeZone', 'isIin']);
  });
});
