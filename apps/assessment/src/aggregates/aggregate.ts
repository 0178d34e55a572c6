import type { RubricCriterion } from '../rubrics/rubric.js';

/** Points that one member gave for one criterion. */
export interface CriterionScore {
  criterion: string;
  score: number;
  comment?: string;
}

/** One criterion over all sheets: mean and spread in points, score from 0 to 100. */
export interface CriterionAggregate {
  code: string;
  mean: number | null;
  /** Highest minus lowest: where the panel disagrees. */
  spread: number | null;
  score: number | null;
}

/** What the sheets say together. It decides nothing: the decision is a record of its own. */
export interface Aggregate {
  sheets: number;
  perCriterion: CriterionAggregate[];
  /** Weighted mean of the criterion means, scaled to 0..100, two decimals, half up; null without sheets. */
  score: number | null;
}

/** A non-negative fraction. Means are taken exactly: a pass mark must not depend on binary rounding. */
interface Fraction {
  over: bigint;
  under: bigint;
}

/** The panel's aggregate of complete sheets under a rubric. */
export function aggregate(
  criteria: readonly RubricCriterion[],
  sheets: readonly (readonly CriterionScore[])[],
): Aggregate {
  if (sheets.length === 0) {
    const perCriterion = criteria.map(({ code }) => ({ code, mean: null, spread: null, score: null }));
    return { sheets: 0, perCriterion, score: null };
  }
  const count = BigInt(sheets.length);
  const columns = criteria.map((criterion) => {
    const points = sheets.map((sheet) => pointsOf(sheet, criterion.code));
    const sum = points.reduce((total, each) => total + exact(each), 0n);
    // Points and maximum carry the same scale, so that it cancels out of the share.
    const share: Fraction = { over: sum * 100n, under: count * exact(criterion.maxScore) };
    return { criterion, points, mean: { over: sum, under: count * SCALE }, share };
  });
  const weights = criteria.reduce((total, { weight }) => total + exact(weight), 0n);
  const weighted = columns
    .map(({ criterion, share }) => ({ over: share.over * exact(criterion.weight), under: share.under * weights }))
    .reduce(plus);
  return {
    sheets: sheets.length,
    perCriterion: columns.map(({ criterion, points, mean, share }) => ({
      code: criterion.code,
      mean: rounded(mean),
      spread: rounded({ over: exact(Math.max(...points)) - exact(Math.min(...points)), under: SCALE }),
      score: rounded(share),
    })),
    score: rounded(weighted),
  };
}

const SCALE = 10_000n;

/** Numbers of a rubric or a sheet have at most four decimals (checked at the door). */
function exact(value: number): bigint {
  return BigInt(Math.round(value * Number(SCALE)));
}

function plus(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

function rounded({ over, under }: Fraction): number {
  return Number((over * 200n + under) / (under * 2n)) / 100;
}

function pointsOf(sheet: readonly CriterionScore[], code: string): number {
  const found = sheet.find(({ criterion }) => criterion === code);
  if (!found) throw new Error(`A submitted sheet lacks the criterion ${code}`);
  return found.score;
}
