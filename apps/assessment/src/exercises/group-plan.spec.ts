import { ExerciseGroupsInvalid } from './exercise.errors.js';
import { requireGroups, type GroupPlan } from './group-plan.js';

const known = (id: string, cohortId = 'cohort', withdrawnAt: Date | null = null) =>
  [id, { id, cohortId, withdrawnAt }] as const;
const participants = new Map([known('a'), known('b'), known('gone', 'cohort', new Date(0)), known('foreign', 'other')]);
const faultsOf = (...groups: GroupPlan[]): string[] => {
  try {
    requireGroups(groups, participants, 'cohort');
    return [];
  } catch (error) {
    return (error as ExerciseGroupsInvalid).pointers.map(({ pointer, code }) => `${pointer} ${code}`);
  }
};
const group = (name: string, ...participantIds: string[]): GroupPlan => ({ name, participantIds });

describe('groups of an exercise', () => {
  it('are made of active participants, each in one', () => {
    expect(faultsOf(group('A', 'a'), group('B', 'b'))).toEqual([]);
  });

  it.each([
    ['a participant twice', [group('A', 'a'), group('B', 'a')], '/groups/1/participantIds/0 participant-in-two-groups'],
    ['a stranger', [group('A', 'foreign')], '/groups/0/participantIds/0 participant-of-another-cohort'],
    ['somebody unknown', [group('A', 'nobody')], '/groups/0/participantIds/0 participant-of-another-cohort'],
    ['somebody who has left', [group('A', 'b', 'gone')], '/groups/0/participantIds/1 participant-has-withdrawn'],
    ['a name twice', [group('A', 'a'), group('A', 'b')], '/groups/1/name group-name-twice'],
  ])('are refused with %s', (_, groups, fault) => {
    expect(faultsOf(...groups)).toEqual([fault]);
  });
});
