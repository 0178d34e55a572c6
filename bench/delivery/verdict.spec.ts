import { N, OURS, P } from './entrants.ts';
import { resultOf, shortfalls } from './verdict.ts';

const rates = (...all: number[]) => all.map((perSecond) => ({ perSecond, sustained: true }));
const quickIdle = new Map([[OURS, [2, 3, 4]]]);
const boss = 'pg-boss, polling, fetching 500';
const batches = 'pg-boss, 500 in one statement';

describe('The verdict on delivery', () => {
  it('takes ratios round by round, so that a slow round is slow for both', () => {
    const figures = new Map([
      [P, rates(1000, 100, 2000)],
      [OURS, rates(500, 50, 1000)],
      [N, rates(5000, 500, 10_000)],
      [boss, rates(250, 25, 500)],
    ]);

    expect(resultOf(figures, quickIdle)).toMatchObject({ ratioToP: 0.5, ratioToN: 0.1, ratioToBestSafePeer: 2 });
  });

  it('compares with the fastest peer that handles event by event', () => {
    const figures = new Map([
      [OURS, rates(900)],
      ['graphile-worker, defaults', rates(300)],
      [boss, rates(600)],
      [batches, rates(2000)],
      ['rabbitmq, quorum queue, confirms', rates(3000)],
    ]);

    expect(resultOf(figures, quickIdle)).toMatchObject({ bestSafePeer: boss, ratioToBestSafePeer: 1.5 });
  });

  it('does not pass when a single event of many was lost or a single round was not kept up', () => {
    const figures = new Map([[OURS, [...rates(900, 900, 900, 900), { perSecond: 2000, sustained: false }]]]);
    const idle = new Map([[OURS, [...Array.from({ length: 199 }, () => 3), Infinity]]]);

    expect(resultOf(figures, idle)).toMatchObject({ idleMs: { p50: 3, p99: 3 }, isSustained: false, lost: 1 });
  });

  it('names what is not reached, and what could not be measured', () => {
    const result = { ratioToP: 0.39, ratioToN: 0.1, ratioToBestSafePeer: Number.NaN, bestSafePeer: null };

    expect(shortfalls({ ...result, idleMs: { p50: 10, p99: 41 }, isSustained: false, lost: 1 })).toEqual([
      'ours / P is 0.39, below 0.4',
      'ours / best safe peer is –, below 1.5',
      'idle p99 ms is 41.0, above 40',
      'the backlog of ours grows',
      '1 idle events were never handled',
    ]);
  });
});
