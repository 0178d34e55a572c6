import type { DomainError } from '@app/contracts';
import * as ceremonies from './ceremonies/ceremony.errors.js';
import * as cohorts from './cohorts/cohort.errors.js';
import * as modules from './modules/module.errors.js';
import { programsProblems } from './programs.problems.js';
import * as programs from './programs/program.errors.js';
import * as organizations from './replicas/organization.errors.js';
import * as series from './series/session-series.errors.js';
import * as sessions from './sessions/session.errors.js';

const refusals = [ceremonies, cohorts, modules, programs, organizations, series, sessions].flatMap((file) =>
  Object.values(file as Record<string, new (...args: never[]) => DomainError>),
);
const codes = refusals.map((Refusal) => new Refusal().code);

describe('The problem texts', () => {
  it.each(codes)('tell %s in three languages', (code) => {
    const texts = programsProblems[code];

    expect(Object.keys(texts ?? {}).sort()).toEqual(['en', 'kk', 'ru']);
    expect(Object.values(texts).every((text) => text.trim().length > 0)).toBe(true);
  });

  it('tell nothing that is never refused', () => {
    expect(Object.keys(programsProblems).sort()).toEqual([...codes].sort());
  });
});
