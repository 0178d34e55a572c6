import { AttendanceSheetCorrectedV1, AttendanceSheetRecordedV1, type AttendanceStatus } from '@app/contracts';
import { aCohort, aHeldSession, aRecordedSheet, now } from '../../test/builders.js';
import { AttendanceSheet, type AttendanceEntry } from './attendance-sheet.js';
import { AttendanceSheetDoesNotMatch, SessionNotHeld } from './attendance.errors.js';

const line = (participantId: string, status: AttendanceStatus = 'present') => ({ participantId, status });
const attendees = (active: string[], recorded: [string, AttendanceStatus][] = []) => ({
  active: new Set(active),
  recorded: new Map(recorded),
});
const record = (entries: AttendanceEntry[], active: string[], session = aHeldSession()) =>
  AttendanceSheet.recorded('sheet', session, aCohort(), entries, attendees(active), now);

function refusalOf(act: () => unknown): AttendanceSheetDoesNotMatch {
  try {
    act();
  } catch (error) {
    if (error instanceof AttendanceSheetDoesNotMatch) return error;
  }
  throw new Error('It was not refused');
}

describe('AttendanceSheet', () => {
  it('is recorded of a held session, each active participant once', () => {
    const { sheet, fact } = record([line('a'), line('b', 'absent')], ['a', 'b']);

    expect(fact.contract).toBe(AttendanceSheetRecordedV1);
    expect(fact.organizationId).toBe(sheet.organizerId);
    expect(fact.data.records).toEqual([line('a'), line('b', 'absent')]);
  });

  it.each(['scheduled', 'cancelled'] as const)('is refused for a session that is %s', (status) => {
    expect(() => record([line('a')], ['a'], aHeldSession({ status }))).toThrow(SessionNotHeld);
  });

  it('points to every line that does not belong there', () => {
    const refusal = refusalOf(() => record([line('a'), line('a'), line('stranger')], ['a', 'b', 'c']));

    expect(refusal.pointers).toEqual([
      { pointer: '/records/1/participantId', code: 'participant-named-twice' },
      { pointer: '/records/2/participantId', code: 'participant-not-of-cohort' },
      { pointer: '/records', code: 'participant-missing', message: 'b' },
      { pointer: '/records', code: 'participant-missing', message: 'c' },
    ]);
  });

  describe('when recorded', () => {
    it('is corrected with the changed lines only', () => {
      const sheet = aRecordedSheet([
        ['a', 'absent'],
        ['b', 'present'],
      ]);

      const { changed, fact } = sheet.correct(
        [line('a', 'late'), line('b')],
        attendees(
          ['a', 'b'],
          [
            ['a', 'absent'],
            ['b', 'present'],
          ],
        ),
        now,
      );

      expect(changed).toEqual([line('a', 'late')]);
      expect(fact?.contract).toBe(AttendanceSheetCorrectedV1);
      expect(fact?.data.records).toEqual([line('a', 'late')]);
      expect(sheet).toMatchObject({ version: 2, correctedAt: now });
    });

    it('tells nothing where nothing has changed', () => {
      const sheet = aRecordedSheet([['a', 'present']]);

      expect(sheet.correct([line('a')], attendees(['a'], [['a', 'present']]), now)).toEqual({
        changed: [],
        fact: null,
      });
      expect(sheet.version).toBe(1);
    });

    it('may name who has left since, and must name who has come', () => {
      const sheet = aRecordedSheet([['left', 'present']]);
      const known = attendees(['new'], [['left', 'present']]);

      expect(sheet.correct([line('left', 'absent'), line('new', 'excused')], known, now).changed).toHaveLength(2);
      expect(refusalOf(() => sheet.correct([line('left')], known, now)).pointers).toHaveLength(1);
    });
  });
});
