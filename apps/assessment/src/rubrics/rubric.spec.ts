import { RubricFrozenV1 } from '@app/contracts';
import { aDraftRubric, aFrozenRubric, aRubricText, now } from '../../test/builders.js';
import { RubricCriteriaInvalid, RubricFrozen } from './rubric.errors.js';

const criterion = (code: string, levels?: { score: number; description: { en: string } }[]) => ({
  ...{ code, title: { en: code }, weight: 1, maxScore: 5 },
  levels,
});
const faultsOf = (criteria: ReturnType<typeof criterion>[]): string[] => {
  try {
    aDraftRubric({ criteria });
    return [];
  } catch (error) {
    return (error as RubricCriteriaInvalid).pointers.map(({ pointer, code }) => `${pointer} ${code}`);
  }
};

describe('a rubric', () => {
  it('may be rewritten while it is a draft', () => {
    const rubric = aDraftRubric();

    rubric.rewrite(aRubricText({ passMark: 75 }));

    expect(rubric).toMatchObject({ passMark: 75, version: 2 });
  });

  it('is frozen once and then stands', () => {
    const rubric = aDraftRubric();

    const frozen = rubric.freeze(now);

    expect(frozen?.contract).toBe(RubricFrozenV1);
    expect(frozen?.data.criteria).toEqual([
      { code: 'relevance', weight: 1 },
      { code: 'impact', weight: 1 },
    ]);
    expect(rubric.freeze(now)).toBeUndefined();
    expect(() => aFrozenRubric().rewrite(aRubricText())).toThrow(RubricFrozen);
  });

  it('has each criterion once', () => {
    expect(faultsOf([criterion('impact'), criterion('impact')])).toEqual(['/criteria/1/code criterion-twice']);
  });

  it('describes no level above the maximum', () => {
    const levels = [5, 6].map((score) => ({ score, description: { en: 'Level' } }));

    expect(faultsOf([criterion('impact', levels)])).toEqual(['/criteria/0/levels/1/score level-above-maximum']);
  });
});
