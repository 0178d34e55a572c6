import { countingProject, ProjectResult } from './project-result.js';

function aResult(projectId: string, day: string, outcome: ProjectResult['outcome']): ProjectResult {
  return Object.assign(new ProjectResult(), { projectId, outcome, knownSince: new Date(`2026-03-${day}`) });
}

describe('The project that counts', () => {
  it('is none while none was handed in', () => {
    expect(countingProject([])).toBeNull();
  });

  it('is the passed one, whatever came after it', () => {
    const results = [aResult('old', '01', 'passed'), aResult('new', '02', null)];

    expect(countingProject(results)).toEqual({ projectId: 'old', outcome: 'passed' });
  });

  it('is the newest where none has passed', () => {
    const results = [aResult('new', '02', null), aResult('old', '01', 'failed')];

    expect(countingProject(results)).toEqual({ projectId: 'new', outcome: null });
  });
});
