import { ParticipantEnrolledV1, ParticipantWithdrawnV1 } from '@app/contracts';
import { aCohort, anActiveParticipant, aSubmittedNomination, now } from '../../test/builders.js';
import { ParticipantAlreadyWithdrawn } from './participant.errors.js';
import { Participant } from './participant.js';

describe('Participant', () => {
  it('takes the seat of an admitted nominee, with the office of that day', () => {
    const cohort = aCohort({ targetCategories: ['rector'] });
    const appointment = {
      appointmentId: '019a0000-0000-7000-8000-000000000001',
      category: 'dean',
      title: { en: 'Dean' },
    };
    const nomination = aSubmittedNomination(cohort, { category: 'dean', appointment });
    nomination.admit(cohort, 'Runs the whole faculty', now);

    const { participant, fact } = Participant.enrolled('019a0000-0000-7000-8000-000000000002', nomination, now);

    expect(participant).toMatchObject({ status: 'active', waived: true, appointment, category: 'dean' });
    expect(fact.contract).toBe(ParticipantEnrolledV1);
    expect(fact).toMatchObject({
      aggregateId: participant.id,
      organizationId: nomination.organizationId,
      data: { nominationId: nomination.id, homeOrganizationId: nomination.organizationId, waived: true },
    });
  });

  it('leaves once', () => {
    const participant = anActiveParticipant();

    const fact = participant.withdraw('changed-employer', now);

    expect(fact.contract).toBe(ParticipantWithdrawnV1);
    expect(fact.data).toMatchObject({ reason: 'changed-employer', personId: participant.personId });
    expect(participant).toMatchObject({ status: 'withdrawn', withdrawnAt: now, version: 2 });
    expect(() => participant.withdraw('again', now)).toThrow(ParticipantAlreadyWithdrawn);
  });
});
