import { CohortStateV1, ProjectEvaluatedV1, checkTolerantly, contracts } from '@app/contracts';
import { sampleOf, samplesOf } from './sample.js';

describe('sampleOf', () => {
  it('puts a frozen sample of the producer into a complete envelope', () => {
    const event = sampleOf(ProjectEvaluatedV1);

    expect(event).toMatchObject({
      specversion: '1.0',
      source: '/services/assessment',
      type: 'tulga.assessment.project.evaluated.v1',
      sequence: 1,
      epoch: 1,
      data: samplesOf(ProjectEvaluatedV1)[0],
    });
    expect(event.id).not.toBe(sampleOf(ProjectEvaluatedV1).id);
  });

  it('replaces fields of the data and of the envelope', () => {
    const subject = '0197fd1c-0000-7000-8000-000000000001';
    const event = sampleOf(ProjectEvaluatedV1, { outcome: 'failed' }, { subject, sequence: 7, epoch: 2 });

    expect(event.data.outcome).toBe('failed');
    expect(event).toMatchObject({ subject, sequence: 7, epoch: 2 });
  });

  it('finds the samples of states and of every contract', () => {
    expect(sampleOf(CohortStateV1).type).toBe('tulga.programs.cohort.v1');
    for (const contract of contracts) expect(samplesOf(contract).length).toBeGreaterThan(0);
    expect(() => checkTolerantly(ProjectEvaluatedV1, sampleOf(ProjectEvaluatedV1).data)).not.toThrow();
  });
});
