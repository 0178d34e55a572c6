import { ProgramCommissionedV1 } from '@app/contracts';
import { aProgram } from '../../test/builders.js';
import { EndsBeforeItBegins } from '../cohorts/cohort.errors.js';
import { ProgramAlreadyCommissioned } from './program.errors.js';

const commission = {
  commissionerId: '01990000-0000-7000-8000-0000000000aa',
  documentNumber: 'MES-17',
  documentDate: '2025-01-05',
};

describe('Program', () => {
  it('is commissioned with the number of the request', () => {
    const program = aProgram();

    const fact = program.commissionedBy(commission);

    expect(fact.contract).toBe(ProgramCommissionedV1);
    expect(fact).toMatchObject({ aggregateId: program.id, organizationId: program.organizerId });
    expect(fact.data).toEqual({
      commissionerId: commission.commissionerId,
      organizerId: program.organizerId,
      documentNumber: 'MES-17',
    });
    expect(program.version).toBe(2);
  });

  it('follows a policy that ends after it begins', () => {
    const title = { en: 'State program of education' };

    expect(() => aProgram({ policyAnchor: { title, from: '2025-01-01', until: '2025-01-01' } })).not.toThrow();
    expect(() => aProgram({ policyAnchor: { title, from: '2025-01-01', until: '2024-12-31' } })).toThrow(
      EndsBeforeItBegins,
    );
  });

  it('is commissioned once', () => {
    const program = aProgram();
    program.commissionedBy(commission);

    expect(() => program.commissionedBy(commission)).toThrow(ProgramAlreadyCommissioned);
    expect(program.version).toBe(2);
  });
});
