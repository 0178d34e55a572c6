import { CohortConcludedV1, CohortOpenedV1 } from '@app/contracts';
import { aCohort, aPlan } from '../../test/builders.js';
import {
  CohortNotInStatus,
  CompletionRuleMissing,
  DocumentPolicyTwice,
  EndsBeforeItBegins,
  ScheduledOutsideDays,
  SessionsOutstanding,
} from './cohort.errors.js';
import { cohortStatuses, type Cohort, type CohortPlan, type CohortStatus } from './cohort.js';

const now = new Date('2025-01-13T04:00:00Z');

const ACTS: Record<string, (cohort: Cohort) => unknown> = {
  open: (cohort) => cohort.open(now),
  start: (cohort) => cohort.start(),
  pause: (cohort) => cohort.pause(now),
  resume: (cohort) => cohort.resume(now),
  conclude: (cohort) => cohort.conclude(0, now),
};
const ALLOWED: Record<string, [from: CohortStatus, to: CohortStatus]> = {
  open: ['planned', 'open'],
  start: ['open', 'running'],
  pause: ['running', 'paused'],
  resume: ['paused', 'running'],
  conclude: ['running', 'concluded'],
};

describe('Cohort', () => {
  describe.each(Object.keys(ACTS))('%s', (act) => {
    it.each(cohortStatuses)('from %s', (status) => {
      const cohort = aCohort({ status });
      const [from, to] = ALLOWED[act];

      if (status === from) {
        ACTS[act](cohort);
        expect(cohort).toMatchObject({ status: to, version: 2 });
      } else {
        expect(() => ACTS[act](cohort)).toThrow(CohortNotInStatus);
        expect(cohort).toMatchObject({ status, version: 1 });
      }
    });
  });

  it('tells of its opening, at home with its organizer', () => {
    const cohort = aCohort();

    const fact = cohort.open(now);

    expect(fact.contract).toBe(CohortOpenedV1);
    expect(fact).toMatchObject({ aggregateId: cohort.id, organizationId: cohort.organizerId });
    expect(fact.data.openedAt).toBe('2025-01-13T04:00:00.000Z');
  });

  it('is not concluded while sessions are outstanding', () => {
    const cohort = aCohort({ status: 'running' });

    expect(() => cohort.conclude(2, now)).toThrow(SessionsOutstanding);
    expect(cohort.status).toBe('running');
    expect(cohort.conclude(0, now).contract).toBe(CohortConcludedV1);
  });

  it('is revised until it runs', () => {
    const cohort = aCohort({ status: 'open' });
    cohort.revise(aPlan({ endsOn: '2025-10-01' }), []);

    expect(cohort).toMatchObject({ endsOn: '2025-10-01', version: 2 });
    expect(() => aCohort({ status: 'running' }).revise(aPlan(), [])).toThrow(CohortNotInStatus);
  });

  it('keeps room for what is scheduled in it', () => {
    const scheduled = [
      { startsOn: '2025-02-10', endsOn: '2025-02-14' },
      { startsOn: '2025-09-19', endsOn: '2025-09-19' },
    ];
    const revised = (plan: Partial<CohortPlan>) => () => aCohort().revise(aPlan(plan), scheduled);

    expect(revised({ startsOn: '2025-02-10', endsOn: '2025-09-19' })).not.toThrow();
    expect(revised({ endsOn: null })).not.toThrow();
    expect(revised({ startsOn: '2025-02-11' })).toThrow(ScheduledOutsideDays);
    expect(revised({ endsOn: '2025-09-18' })).toThrow(ScheduledOutsideDays);
  });

  it('may be open-ended, but does not end before it begins', () => {
    expect(() => aCohort({ endsOn: null })).not.toThrow();
    expect(() => aCohort({ startsOn: '2025-02-10', endsOn: '2025-02-09' })).toThrow(EndsBeforeItBegins);
  });

  it('has a window for nominations that closes after it opens', () => {
    const closed = { opensAt: '2025-01-13T09:00:00+05:00', closesAt: '2025-01-13T03:00:00Z' };

    expect(() => aCohort({ nominations: closed })).toThrow(EndsBeforeItBegins);
  });

  it('gives one document per kind and ground', () => {
    const { documents } = aPlan();

    expect(() => aCohort({ documents: [...documents, documents[0]] })).toThrow(DocumentPolicyTwice);
  });

  it('promises no certificate of completion without a rule', () => {
    expect(() => aCohort({ completionRule: null })).toThrow(CompletionRuleMissing);
    expect(() => aCohort({ completionRule: null, documents: [] })).not.toThrow();
  });
});
