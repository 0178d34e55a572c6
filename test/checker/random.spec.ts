import { Random } from '../../libs/testing/src/random.ts';
import { planProgram } from './program-plan.ts';

describe('What a seed draws', () => {
  const draw = (seed: number): unknown => {
    const { fates, ...plan } = planProgram('CHK0001', '2026-03-01', new Random(seed).fork(3));
    return { ...plan, fates: [...fates] };
  };

  it('is the same for the same seed and another for another', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('does not depend on what others have drawn from their own streams', () => {
    const [first, second] = [new Random(1), new Random(1)];
    first.fork(1).fraction();

    expect(first.fork(2).fraction()).toBe(second.fork(2).fraction());
  });

  it('reaches both ends of a range', () => {
    const random = new Random(1);

    expect(new Set(Array.from({ length: 200 }, () => random.between(1, 4)))).toEqual(new Set([1, 2, 3, 4]));
  });
});
