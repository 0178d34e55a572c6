import { ScoreSheetSubmittedV1 } from '@app/contracts';
import { aFrozenRubric, aPanel, aScoredProject, now } from '../../test/builders.js';
import { ScoresDoNotFitRubric, ScoreSheetLocked } from './score-sheet.errors.js';
import { ScoreSheet } from './score-sheet.js';

const rubric = aFrozenRubric();
const aSheet = () => ScoreSheet.begin('sheet', aScoredProject(aPanel()), rubric, 'member');
const text = (...scores: [criterion: string, score: number][]) => ({
  scores: scores.map(([criterion, score]) => ({ criterion, score })),
  comment: null,
});
const faultsOf = (act: () => unknown): string[] => {
  try {
    act();
    return [];
  } catch (error) {
    return (error as ScoresDoNotFitRubric).pointers.map(({ pointer, code }) => `${pointer} ${code}`);
  }
};

describe('a score sheet', () => {
  it('may be incomplete while it is a draft', () => {
    const sheet = aSheet();

    sheet.write(text(['impact', 0]), rubric);

    expect(sheet).toMatchObject({ submittedAt: null, version: 1 });
  });

  it('is locked by its submission, and its fact carries no score', () => {
    const sheet = aSheet();
    sheet.write(text(['impact', 100], ['relevance', 0]), rubric);

    const fact = sheet.submit(rubric, now);

    expect(fact.contract).toBe(ScoreSheetSubmittedV1);
    expect(JSON.stringify(fact.data)).not.toContain('100');
    expect(() => sheet.submit(rubric, now)).toThrow(ScoreSheetLocked);
    expect(() => sheet.write(text(['impact', 1]), rubric)).toThrow(ScoreSheetLocked);
  });

  it('is not submitted without every criterion', () => {
    const sheet = aSheet();
    sheet.write(text(['impact', 50]), rubric);

    expect(faultsOf(() => sheet.submit(rubric, now))).toEqual(['/scores criterion-missing']);
    expect(sheet.submittedAt).toBeNull();
  });

  it.each([
    ['a criterion twice', text(['impact', 1], ['impact', 2]), '/scores/1/criterion criterion-twice'],
    ['a criterion that the rubric lacks', text(['beauty', 1]), '/scores/0/criterion criterion-unknown'],
    ['points above the maximum', text(['impact', 100.01]), '/scores/0/score score-out-of-range'],
    ['points below zero', text(['impact', -0.01]), '/scores/0/score score-out-of-range'],
  ])('takes no %s', (_, wrong, fault) => {
    expect(faultsOf(() => aSheet().write(wrong, rubric))).toEqual([fault]);
  });
});
