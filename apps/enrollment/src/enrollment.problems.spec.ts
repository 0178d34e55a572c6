import { DomainError } from '@app/contracts';
import * as attendance from './attendance/attendance.errors.js';
import { enrollmentProblems } from './enrollment.problems.js';
import * as institutions from './institutions/institution.errors.js';
import * as nominations from './nominations/nomination.errors.js';
import * as participants from './participants/participant.errors.js';
import * as progress from './progress/progress.errors.js';

const refusals = [attendance, institutions, nominations, participants, progress].flatMap((file) => Object.values(file));
const codes = refusals.map(
  (Refusal) => (new (Refusal as new (...args: unknown[]) => DomainError)([]) as DomainError).code,
);

describe('The problem texts', () => {
  it.each(codes)('tell %s in three languages', (code) => {
    const texts = enrollmentProblems[code];

    expect(Object.keys(texts ?? {}).sort()).toEqual(['en', 'kk', 'ru']);
    expect(Object.values(texts!).every((text) => text.trim().length > 0)).toBe(true);
  });

  it('tell nothing that is never refused', () => {
    expect(Object.keys(enrollmentProblems).sort()).toEqual([...codes].sort());
  });
});
