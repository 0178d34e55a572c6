import { v7 as uuid } from 'uuid';
import type { CompletionRule } from '@app/contracts';
import { interestIn } from '../../apps/assessment/src/conflicts/conflict-rule.js';
import { Conflict } from '../../apps/assessment/src/conflicts/conflict.js';
import { aPanel, aSeat, aSubmittedProject, authorOf, now } from '../../apps/assessment/test/builders.js';
import { assessCompletion } from '../../apps/enrollment/src/completion/completion-rule.js';
import { aCourse, aModule, aSession, aStanding } from '../../apps/enrollment/test/builders.js';

describe('A deciding body', () => {
  it('H6 seats the organizer’s own head with the interest disclosed, and no member who judges the own institution', () => {
    const head = { ...aSeat(), disclosed: 'President of the university that organizes the program' };
    const commission = aPanel({ kind: 'commission', members: [aSeat('chair'), head, aSeat(), aSeat()] });
    const strategy = aSubmittedProject();
    const home = strategy.authors[0]!.organizationId;
    const author = { personId: authorOf(strategy), organizationId: home };
    const interestOf = (...organizationIds: string[]) =>
      interestIn({ personId: uuid(), organizationIds, advisedIds: [] }, [author], new Map());

    const disclosure = { ground: 'declared', resolution: 'disclosed', organizationId: null, declaredBy: null } as const;
    const { conflict, conflictFound } = Conflict.record(
      uuid(),
      commission,
      { projectId: strategy.id, personId: head.personId, ...disclosure, note: head.disclosed },
      now,
    );

    expect(commission.isScoredBy(head.personId)).toBe(true);
    expect(interestOf(head.organizationId)).toBeUndefined();
    expect(interestOf(home)?.ground).toBe('same-organization');
    expect(conflict).toMatchObject({ resolution: 'disclosed', note: head.disclosed });
    expect(conflictFound.data).toMatchObject({ personId: head.personId, reason: 'declared', resolution: 'disclosed' });
    expect(JSON.stringify(conflictFound.data)).not.toContain(head.disclosed);
  });
});

describe('What a program asks for', () => {
  const sessions = ['m1', 'm2', 'm3'].map((moduleId, index) => aSession(`s${index}`, { moduleId }));
  const modules = ['m1', 'm2', 'm3'].map((id) => aModule(id));
  const verdictOn = (rule: Partial<CompletionRule>, outcome: 'passed' | 'failed' | null) =>
    assessCompletion(
      aCourse({ rule, sessions, modules, concluded: true }),
      aStanding({ attended: ['s0', 's1'], project: outcome && { projectId: 'work', outcome } }),
    );

  it('H8 is modules alone, a project before a panel, a strategy before a commission, or nothing', () => {
    const ofModules = { minimumModules: 2 };
    const ofWork = { minimumModules: 2, requiresPassedProject: true };

    expect(verdictOn(ofModules, null).status).toBe('attained');
    expect(verdictOn({ minimumModules: 3 }, null)).toMatchObject({
      status: 'missed',
      reasons: ['modules-below-minimum'],
    });
    expect(verdictOn(ofWork, null).reasons).toEqual(['project-not-submitted']);
    expect(verdictOn(ofWork, 'failed').reasons).toEqual(['project-not-passed']);
    expect(verdictOn(ofWork, 'passed').status).toBe('attained');
    expect([aPanel({ kind: 'panel' }).judges, aPanel({ kind: 'commission' }).judges]).toEqual(['project', 'strategy']);
  });
});
