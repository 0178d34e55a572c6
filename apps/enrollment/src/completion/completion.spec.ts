import { CompletionAttainedV1, CompletionMissedV1 } from '@app/contracts';
import { anOpenCompletion, now } from '../../test/builders.js';
import type { MissedReason, Verdict } from './completion-rule.js';

const inputs = { countedSessions: 4, attendedSessions: 3, attendedModules: 2, projectId: null, outcome: null };
const attained: Verdict = { status: 'attained', reasons: [], inputs };
const open: Verdict = { status: 'open', reasons: ['project-not-evaluated'], inputs };
const missed = (...reasons: MissedReason[]): Verdict => ({ status: 'missed', reasons, inputs });
const later = new Date('2026-09-21T00:00:00Z');

describe('Completion', () => {
  it('is attained once, with what it rests on', () => {
    const completion = anOpenCompletion();

    const fact = completion.judge(attained, [], 3, now);

    expect(fact?.contract).toBe(CompletionAttainedV1);
    expect(fact?.organizationId).toBe(completion.organizationId);
    expect(fact?.data).toMatchObject({ ruleVersion: 3, inputs, attainedAt: now.toISOString() });
    expect(completion.judge(attained, [], 3, later)).toBeNull();
    expect(completion.judge(missed('withdrawn'), [], 3, later)).toBeNull();
    expect(completion).toMatchObject({ status: 'attained', attainedAt: now, version: 2 });
  });

  it('stays open while the verdict is', () => {
    const completion = anOpenCompletion();

    expect(completion.judge(open, [], 1, now)).toBeNull();
    expect(completion).toMatchObject({ status: 'open', version: 1 });
  });

  it('is missed once, and keeps the newest reasons', () => {
    const completion = anOpenCompletion();

    const fact = completion.judge(missed('project-not-evaluated'), [], 1, now);

    expect(fact?.contract).toBe(CompletionMissedV1);
    expect(fact?.data).toMatchObject({ reasons: ['project-not-evaluated'] });
    expect(completion.judge(missed('project-not-passed'), [], 1, later)).toBeNull();
    expect(completion).toMatchObject({ status: 'missed', reasons: ['project-not-passed'], missedAt: now });
  });

  it('is attained after all when what was lacking comes late', () => {
    const completion = anOpenCompletion();
    completion.judge(missed('project-not-evaluated'), [], 1, now);

    const fact = completion.judge(attained, [], 1, later);

    expect(fact?.contract).toBe(CompletionAttainedV1);
    expect(completion).toMatchObject({ status: 'attained', reasons: [], attainedAt: later, missedAt: now });
  });
});
