import { aCohort, aModule } from '../../test/builders.js';
import { CohortNotInStatus, EndsBeforeItBegins, ScheduledOutsideDays } from '../cohorts/cohort.errors.js';
import { ModuleOutsideCohort } from './module.errors.js';

describe('Module', () => {
  it('is scheduled inside the days of its cohort', () => {
    const cohort = aCohort();

    const module = aModule(cohort, { kind: 'international', country: 'CN', timeZone: 'Asia/Shanghai' });

    expect(module).toMatchObject({ cohortId: cohort.id, organizerId: cohort.organizerId, version: 1, country: 'CN' });
    expect(() => aModule(cohort, { startsOn: '2025-02-09' })).toThrow(ModuleOutsideCohort);
    expect(() => aModule(cohort, { endsOn: '2025-09-21' })).toThrow(ModuleOutsideCohort);
    expect(() => aModule(cohort, { startsOn: '2025-03-02', endsOn: '2025-03-01' })).toThrow(EndsBeforeItBegins);
  });

  it('may lie anywhere after the beginning of an open-ended cohort', () => {
    expect(() => aModule(aCohort({ endsOn: null }), { startsOn: '2031-01-01', endsOn: '2031-01-02' })).not.toThrow();
  });

  it('keeps room for its sessions', () => {
    const cohort = aCohort();
    const module = aModule(cohort);
    const sessions = [{ startsOn: '2025-02-11', endsOn: '2025-02-12' }];

    expect(() => module.revise(cohort, { ...module, startsOn: '2025-02-12' }, sessions)).toThrow(ScheduledOutsideDays);
    expect(() => module.revise(cohort, { ...module, endsOn: '2025-02-11' }, sessions)).toThrow(ScheduledOutsideDays);
    module.revise(cohort, { ...module, startsOn: '2025-02-11', endsOn: '2025-02-12' }, sessions);
    expect(module).toMatchObject({ startsOn: '2025-02-11', endsOn: '2025-02-12', version: 2 });
  });

  it('is not scheduled or changed in a concluded cohort', () => {
    const cohort = aCohort({ status: 'running' });
    const module = aModule(cohort);
    cohort.status = 'concluded';

    expect(() => module.revise(cohort, { ...module }, [])).toThrow(CohortNotInStatus);
    expect(() => aModule(cohort)).toThrow(CohortNotInStatus);
    expect(module.version).toBe(1);
  });
});
