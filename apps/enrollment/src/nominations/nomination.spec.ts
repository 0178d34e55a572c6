import { NominationDeclinedV1, NominationSubmittedV1, NominationWithdrawnV1 } from '@app/contracts';
import { aCohort, anEntry, aSubmittedNomination, now } from '../../test/builders.js';
import {
  NominationAlreadyDecided,
  NominationNotAwaitingReview,
  NominationOverQuota,
  NominationWindowClosed,
  NominationWindowNotOpen,
  WaiverNeeded,
} from './nomination.errors.js';
import { Nomination, requireQuota } from './nomination.js';

const submitAt = (instant: string, cohort = aCohort()) => Nomination.submitted(anEntry(), cohort, new Date(instant));
const dean = { appointmentId: '019a0000-0000-7000-8000-000000000001', category: 'dean', title: { en: 'Dean' } };

describe('Nomination', () => {
  describe('to a cohort with a window', () => {
    it.each(['2026-02-01T00:00:00Z', '2026-03-31T23:59:59Z'])('is taken at %s', (instant) => {
      const { nomination, fact } = submitAt(instant);

      expect(nomination).toMatchObject({ status: 'submitted', version: 1, submittedAt: new Date(instant) });
      expect(fact.contract).toBe(NominationSubmittedV1);
      expect(fact).toMatchObject({ aggregateId: nomination.id, organizationId: nomination.organizationId });
    });

    it('is refused before it opens and once it has closed', () => {
      expect(() => submitAt('2026-01-31T23:59:59Z')).toThrow(NominationWindowNotOpen);
      expect(() => submitAt('2026-04-01T00:00:00Z')).toThrow(NominationWindowClosed);
    });
  });

  it.each([
    ['planned', NominationWindowNotOpen],
    ['concluded', NominationWindowClosed],
  ] as const)('is refused while the cohort is %s, window or not', (status, refusal) => {
    expect(() => submitAt('2026-03-01T00:00:00Z', aCohort({ status }))).toThrow(refusal);
    expect(() => submitAt('2026-03-01T00:00:00Z', aCohort({ status, nominations: null }))).toThrow(refusal);
  });

  it.each(['open', 'running', 'paused'] as const)('is taken by a cohort without a window that is %s', (status) => {
    expect(submitAt('2030-01-01T00:00:00Z', aCohort({ status, nominations: null })).nomination.status).toBe(
      'submitted',
    );
  });

  it('takes no more seats than the organization has', () => {
    expect(() => requireQuota(aCohort({ seatsPerOrganization: 2 }), 1)).not.toThrow();
    expect(() => requireQuota(aCohort({ seatsPerOrganization: 2 }), 2)).toThrow(NominationOverQuota);
    expect(() => requireQuota(aCohort({ seatsPerOrganization: null }), 999)).not.toThrow();
  });

  describe('when submitted', () => {
    it('is admitted without a waiver where the cohort is meant for the category', () => {
      const cohort = aCohort({ targetCategories: ['rector', 'vice-rector'] });
      const nomination = aSubmittedNomination(cohort);

      nomination.admit(cohort, 'not needed', now);

      expect(nomination).toMatchObject({ status: 'admitted', waiverReason: null, decidedAt: now, version: 2 });
    });

    it.each([
      ['the category', { category: 'dean' }],
      ['the office held', { category: 'rector', appointment: dean }],
    ])('needs a waiver where %s is outside of the target group', (_, overrides) => {
      const cohort = aCohort({ targetCategories: ['rector'] });
      const nomination = aSubmittedNomination(cohort, overrides);

      expect(() => nomination.admit(cohort, null, now)).toThrow(WaiverNeeded);
      expect(nomination.status).toBe('submitted');
      nomination.admit(cohort, 'Runs the whole faculty', now);
      expect(nomination).toMatchObject({ status: 'admitted', waiverReason: 'Runs the whole faculty' });
    });

    it('is declined with a reason', () => {
      const nomination = aSubmittedNomination();

      const fact = nomination.decline('no-seat', now);

      expect(fact.contract).toBe(NominationDeclinedV1);
      expect(nomination).toMatchObject({ status: 'declined', declineReason: 'no-seat' });
    });

    it('is withdrawn', () => {
      const nomination = aSubmittedNomination();

      expect(nomination.withdraw(now).contract).toBe(NominationWithdrawnV1);
      expect(nomination.status).toBe('withdrawn');
    });
  });

  describe('under review', () => {
    const texts = { category: 'rector', motivation: 'Leads the reform', categoryNote: null };

    it('waits for a seat and is admitted from there', () => {
      const cohort = aCohort();
      const nomination = aSubmittedNomination(cohort);

      nomination.waitlist();

      expect(nomination).toMatchObject({ status: 'waitlisted', decidedAt: null });
      expect(() => nomination.waitlist()).toThrow(NominationNotAwaitingReview);
      expect(() => nomination.revise(texts)).toThrow(NominationNotAwaitingReview);
      nomination.admit(cohort, null, now);
      expect(nomination.status).toBe('admitted');
    });

    it('is returned, corrected and reviewed anew', () => {
      const nomination = aSubmittedNomination();

      nomination.returnWith('Which faculty?');
      expect(nomination).toMatchObject({ status: 'returned', returnNote: 'Which faculty?' });
      nomination.revise(texts);

      expect(nomination).toMatchObject({ status: 'submitted', returnNote: null, version: 3, ...texts });
    });
  });

  it.each(['admitted', 'declined', 'withdrawn'] as const)('is not decided again when %s', (status) => {
    const cohort = aCohort();
    const nomination = Object.assign(aSubmittedNomination(cohort), { status });

    expect(() => nomination.admit(cohort, null, now)).toThrow(NominationAlreadyDecided);
    expect(() => nomination.decline('late', now)).toThrow(NominationAlreadyDecided);
    expect(() => nomination.withdraw(now)).toThrow(NominationAlreadyDecided);
    expect(() => nomination.waitlist()).toThrow(NominationAlreadyDecided);
    expect(() => nomination.returnWith('late')).toThrow(NominationAlreadyDecided);
  });
});
