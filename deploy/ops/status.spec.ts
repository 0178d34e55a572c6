import { findingsOf, type ServiceHealth } from './status.ts';
import { duration, textTable } from './text-table.ts';

const now = Date.parse('2026-03-01T09:30:00Z');
const ago = (seconds: number): string => new Date(now - seconds * 1000).toISOString();

function aHealthyService(changes: Partial<ServiceHealth> = {}, figures: object = {}): ServiceHealth {
  const calm = {
    ...{ outbox: 0, outboxOldestMs: 0, parked: 0, deadLetters: 0, pending: 0, redelivered: 0, doubles: 0 },
    caughtUpAt: ago(2),
  };
  return { name: 'programs', lacks: [], figures: { ...calm, ...figures }, reads: [], error: null, ...changes };
}

const aRead = (error: string | null, startedAt: string) => ({
  ...{ id: '1', kind: 'rebuild', name: 'directory.person.v1', state: 'open' as const },
  ...{ read: 0, applied: 0, removed: 0, error, startedAt, finishedAt: null },
});

describe('what is wrong with a service', () => {
  it('is nothing when nothing waits, or only for a moment', () => {
    const busy = { outbox: 40, outboxOldestMs: 800, pending: 300, parked: 2, redelivered: 1 };

    expect(findingsOf(aHealthyService(), now)).toEqual([]);
    expect(findingsOf(aHealthyService({}, busy), now)).toEqual([]);
    expect(findingsOf(aHealthyService({ reads: [aRead('fetch failed', ago(10))] }), now)).toEqual([]);
  });

  it.each([
    [{ doubles: 1 }, '1 fact applied twice'],
    [{ deadLetters: 3 }, '3 dead letters: npm run ops -- dead-letters programs'],
    [{ outbox: 9, outboxOldestMs: 720_000 }, '9 events unpublished, the oldest for 12 min'],
    [{ caughtUpAt: ago(90) }, 'privileged commands are refused'],
  ])('is told by its figures %j', (figures, text) => {
    const findings = findingsOf(aHealthyService({}, figures), now);

    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(`programs: `);
    expect(findings[0]).toContain(text);
  });

  it('is told by what it lacks, by its silence and by what does not get on', () => {
    const ill = [
      aHealthyService({ lacks: ['broker'] }),
      aHealthyService({ figures: null, error: 'does not answer: ECONNREFUSED' }),
      aHealthyService({ reads: [aRead('fetch failed', ago(300))] }),
    ];

    expect(ill.flatMap((service) => findingsOf(service, now))).toEqual([
      'programs: not ready, lacks broker',
      'programs: does not answer: ECONNREFUSED',
      'programs: the rebuild of directory.person.v1 does not get on: fetch failed',
    ]);
  });

  it('begins with the worst', () => {
    const findings = findingsOf(aHealthyService({ lacks: ['broker'] }, { deadLetters: 1, doubles: 2 }), now);

    expect(findings.map((finding) => finding.split(' ')[1])).toEqual(['2', 'not', '1']);
  });
});

describe('a table', () => {
  it('shows numbers to the right, and a dash for what is not known', () => {
    const rows = [
      ['programs', 12, null],
      ['identity', 3, 'late'],
    ];

    expect(textTable(['service', 'outbox', 'note'], rows)).toBe(
      'service   outbox  note\nprograms      12  –\nidentity       3  late',
    );
  });

  it.each([
    [4000, '4 s'],
    [720_000, '12 min'],
    [10_800_000, '3 h'],
    [432_000_000, '5 d'],
  ])('shows %i ms as %s', (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text);
  });
});
