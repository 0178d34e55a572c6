import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { findingsOf, limits, worstFirst, type ServiceHealth } from './findings.ts';
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

const findings = (...services: ServiceHealth[]): string[] =>
  worstFirst(services.flatMap((health) => findingsOf(health, now)));

describe('what is wrong with a service', () => {
  it('is nothing when nothing waits, or only for a moment', () => {
    const busy = { outbox: 40, outboxOldestMs: 800, pending: 300 };

    expect(findings(aHealthyService())).toEqual([]);
    expect(findings(aHealthyService({}, busy))).toEqual([]);
    expect(findings(aHealthyService({ reads: [aRead('fetch failed', ago(10))] }))).toEqual([]);
  });

  it.each([
    [{ doubles: 1 }, '1 fact applied twice'],
    [{ deadLetters: 3 }, '3 dead letters: npm run ops -- dead-letters programs'],
    [{ deadLetters: 3, parked: 9 }, '3 dead letters'],
    [{ outbox: 9, outboxOldestMs: 720_000 }, '9 events unpublished, the oldest for 12 min'],
    [{ caughtUpAt: ago(90) }, 'privileged commands are refused'],
    [{ pending: -1, redelivered: -1 }, 'the broker does not tell'],
    [{ pending: 1001 }, '1001 events behind'],
    [{ redelivered: 1 }, '1 event not settled'],
    [{ parked: 2 }, '2 events parked. If that lasts: npm run ops -- reconcile programs'],
  ])('is told by its figures %j', (figures, text) => {
    const found = findings(aHealthyService({}, figures));

    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`programs: `);
    expect(found[0]).toContain(text);
  });

  it('is told by what it lacks, by its silence and by what does not get on', () => {
    const ill = [
      aHealthyService({ lacks: ['broker'] }, { pending: -1 }),
      aHealthyService({ figures: null, error: 'does not answer: ECONNREFUSED' }),
      aHealthyService({ reads: [aRead('fetch failed', ago(300))] }),
    ];

    expect(findings(...ill)).toEqual([
      'programs: not ready, lacks broker',
      'programs: does not answer: ECONNREFUSED',
      'programs: the rebuild of directory.person.v1 does not get on: fetch failed',
    ]);
  });

  it('begins with the worst, whichever service it is of', () => {
    const found = findings(
      aHealthyService({ lacks: ['broker'] }, { deadLetters: 1 }),
      aHealthyService({ name: 'enrollment' }, { doubles: 2, parked: 4 }),
    );

    expect(found.map((finding) => finding.split(' ').slice(0, 2).join(' '))).toEqual([
      'enrollment: 2',
      'programs: not',
      'programs: 1',
      'enrollment: 4',
    ]);
  });
});

describe('the limits', () => {
  const text = readFileSync(join(import.meta.dirname, '../grafana/alerts.yaml'), 'utf8');
  const { groups } = parse(text) as { groups: { rules: { alert: string; expr: string }[] }[] };
  const rules = groups.flatMap((group) => group.rules);

  it.each([
    ['OutboxStandsStill', limits.outboxMs / 1000],
    ['RightsInDoubt', limits.rightsMs / 1000],
    ['ConsumerLags', limits.pending],
    ['EventsComeAgainAndAgain', limits.redelivered],
    ['EventsWait', limits.parked],
  ])('are those of the alarm %s', (alert, limit) => {
    const { expr } = rules.find((rule) => rule.alert === alert)!;

    expect(Number(/> (\d+)$/.exec(expr)?.[1])).toBe(limit);
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
