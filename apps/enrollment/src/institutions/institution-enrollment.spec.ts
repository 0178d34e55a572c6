import { InstitutionEnrolledV1, InstitutionWithdrawnV1 } from '@app/contracts';
import { aCohort, now } from '../../test/builders.js';
import { InstitutionEnrollment } from './institution-enrollment.js';
import { CohortOfPeople, InstitutionAlreadyWithdrawn } from './institution.errors.js';

const institutionId = '019a0000-0000-7000-8000-000000000001';
const enroll = (subjectKind: 'person' | 'institution') =>
  InstitutionEnrollment.enrolled('enrollment', institutionId, aCohort({ subjectKind }), now);

describe('InstitutionEnrollment', () => {
  it('is for cohorts in which institutions complete', () => {
    expect(() => enroll('person')).toThrow(CohortOfPeople);

    const { enrollment, fact } = enroll('institution');

    expect(enrollment).toMatchObject({ status: 'active', organizationId: institutionId });
    expect(fact.contract).toBe(InstitutionEnrolledV1);
  });

  it('ends once', () => {
    const { enrollment } = enroll('institution');

    expect(enrollment.withdraw('merged', now).contract).toBe(InstitutionWithdrawnV1);
    expect(() => enrollment.withdraw('merged', now)).toThrow(InstitutionAlreadyWithdrawn);
  });
});
