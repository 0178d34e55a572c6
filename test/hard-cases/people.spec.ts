import { v7 as uuid } from 'uuid';
import { interestIn, isHeldOn } from '../../apps/assessment/src/conflicts/conflict-rule.js';
import { aPanel, aSeat } from '../../apps/assessment/test/builders.js';
import { anAppointment, aGrant, aPerson, anOrganization } from '../../apps/directory/test/builders.js';
import { AppointmentAlreadyEnded } from '../../apps/directory/src/appointments/appointment.errors.js';
import { Participant } from '../../apps/enrollment/src/participants/participant.js';
import { aCohort as anEnrollingCohort, aSubmittedNomination, now } from '../../apps/enrollment/test/builders.js';
import { Contribution } from '../../apps/programs/src/ceremonies/contribution.js';
import { aCohort, aSession } from '../../apps/programs/test/builders.js';

describe('Somebody with many offices', () => {
  it('H1 is one person who learns, teaches, judges, signs and mentors, each with dates of its own', () => {
    const [person, university] = [aPerson(), anOrganization()];
    const { id: personId } = person;
    const of = { personId, organizationId: university.id };
    const dean = anAppointment({ ...of, category: 'dean', from: '2015-09-01', until: '2019-08-31' });
    const rector = anAppointment({ ...of, category: 'rector', from: '2019-09-01' });
    const right = aGrant({ personId, role: 'coordinator', scopeId: university.id });

    const cohort = anEnrollingCohort();
    const nomination = aSubmittedNomination(cohort, { personId, organizationId: university.id });
    nomination.admit(cohort, null, now);
    const { participant } = Participant.enrolled(uuid(), nomination, now);
    const speakers = [{ personId, kind: 'facilitator' as const, affiliation: 'Rector' }];
    const session = aSession(aCohort({ status: 'running' }), { speakers });
    const seats = [aSeat('chair'), { ...aSeat(), personId, organizationId: university.id }, aSeat(), aSeat()];
    const commission = aPanel({ kind: 'commission', members: seats });
    const mentor = Contribution.record(uuid(), aCohort(), { role: 'mentor', personId });

    expect(
      new Set([participant.personId, session.speakers[0]!.personId, mentor.contributorId, right.personId]),
    ).toEqual(new Set([personId]));
    expect(commission.isScoredBy(personId)).toBe(true);
    expect([dean, rector].map((office) => isHeldOn('2019-08-31', office))).toEqual([true, false]);
    expect([dean, rector].map((office) => isHeldOn('2020-08-14', office))).toEqual([false, true]);
    const author = { personId: uuid(), organizationId: university.id };
    const member = { personId, organizationIds: [university.id], advisedIds: [] };
    expect(interestIn(member, [author], new Map())?.ground).toBe('same-organization');
  });

  it('H5 an office ends and another begins: none is ever edited, and a seat keeps the office of its day', () => {
    const personId = uuid();
    const office = anAppointment({
      personId,
      category: 'vice-minister',
      title: { kk: 'Вице-министр' },
      from: '2019-06-01',
    });
    const held = { ...aSeat(), personId, office: office.title };
    const commission = aPanel({ kind: 'commission', members: [aSeat('chair'), held, aSeat(), aSeat()] });

    office.end('2020-10-15');

    expect(() => office.end('2021-01-01')).toThrow(AppointmentAlreadyEnded);
    expect(office).toMatchObject({ category: 'vice-minister', from: '2019-06-01', until: '2020-10-15' });
    expect(commission.seatOf(personId)?.office).toEqual({ kk: 'Вице-министр' });
  });
});
