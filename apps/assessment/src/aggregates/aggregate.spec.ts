import fc from 'fast-check';
import { aggregate } from './aggregate.js';

const criterion = (code: string, weight: number, maxScore: number) => ({ code, title: { en: code }, weight, maxScore });
const sheet = (scores: Record<string, number>) =>
  Object.entries(scores).map(([name, score]) => ({ criterion: name, score }));

describe('the aggregate', () => {
  it('weighs the criterion means and scales them to a hundred', () => {
    const criteria = [criterion('relevance', 3, 10), criterion('impact', 1, 5)];

    const result = aggregate(criteria, [sheet({ relevance: 8, impact: 5 }), sheet({ relevance: 6, impact: 3 })]);

    expect(result).toEqual({
      sheets: 2,
      perCriterion: [
        { code: 'relevance', mean: 7, spread: 2, score: 70 },
        { code: 'impact', mean: 4, spread: 2, score: 80 },
      ],
      score: 72.5,
    });
  });

  it('rounds to two decimals', () => {
    const thirds = [sheet({ impact: 1 }), sheet({ impact: 1 }), sheet({ impact: 0 })];

    expect(aggregate([criterion('impact', 1, 1)], thirds).score).toBe(66.67);
  });

  it('rounds a half up, where binary numbers would round it down', () => {
    // 1.005 % exactly: as a double it is 1.00499999999999989…
    expect(aggregate([criterion('impact', 1, 100)], [sheet({ impact: 1.005 })]).score).toBe(1.01);
    expect(aggregate([criterion('impact', 1, 1000)], [sheet({ impact: 699.95 })]).score).toBe(70);
  });

  it('does not depend on the sum of the weights', () => {
    const sheets = [sheet({ a: 3, b: 4 }), sheet({ a: 5, b: 1 })];

    const small = aggregate([criterion('a', 0.2, 5), criterion('b', 0.3, 5)], sheets);
    const large = aggregate([criterion('a', 20, 5), criterion('b', 30, 5)], sheets);

    expect(small).toEqual(large);
  });

  it('is nothing without sheets', () => {
    expect(aggregate([criterion('impact', 1, 5)], [])).toEqual({
      sheets: 0,
      perCriterion: [{ code: 'impact', mean: null, spread: null, score: null }],
      score: null,
    });
  });

  it('stays between the worst and the best sheet, whatever the order of the sheets', () => {
    const points = fc.array(
      fc.integer({ min: 0, max: 20 }).map((half) => half / 2),
      { minLength: 1, maxLength: 9 },
    );

    fc.assert(
      fc.property(points, (given) => {
        const criteria = [criterion('impact', 1, 10)];
        const sheets = given.map((score) => sheet({ impact: score }));

        const { score } = aggregate(criteria, sheets);

        expect(score).toBeGreaterThanOrEqual(Math.min(...given) * 10);
        expect(score).toBeLessThanOrEqual(Math.max(...given) * 10);
        expect(aggregate(criteria, [...sheets].reverse()).score).toBe(score);
      }),
    );
  });
});
