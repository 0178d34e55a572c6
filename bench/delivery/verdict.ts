import { median, quantile, spread } from '../measure/statistics.ts';
import { table } from '../measure/table.ts';
import { entrants, N, OURS, P } from './entrants.ts';
import type { Throughput } from './throughput.ts';

/** What the platform requires of itself. */
export const required = { ratioToP: 0.4, ratioToBestSafePeer: 1.5, idleMs: { p50: 10, p99: 40 } };

export interface Result {
  ratioToP: number;
  ratioToN: number;
  ratioToBestSafePeer: number;
  bestSafePeer: string | null;
  idleMs: { p50: number; p99: number };
  /** In each round all was handled in time: the rate can be kept up. */
  isSustained: boolean;
  /** Idle events that were never handled. */
  lost: number;
}

type Figures = Map<string, Throughput[]>;

/** Ratios are taken round by round, so that the machine's mood cancels out; of them the median counts. */
export function resultOf(figures: Figures, latencies: ReadonlyMap<string, number[]>): Result {
  const bestSafePeer = bestOf(figures);
  const idle = latencies.get(OURS) ?? [];
  return {
    ratioToP: median(ratios(figures, P)),
    ratioToN: median(ratios(figures, N)),
    ratioToBestSafePeer: bestSafePeer ? median(ratios(figures, bestSafePeer)) : Number.NaN,
    bestSafePeer,
    idleMs: { p50: quantile(idle, 0.5), p99: quantile(idle, 0.99) },
    isSustained: (figures.get(OURS) ?? []).every(({ sustained }) => sustained),
    lost: idle.filter((ms) => !Number.isFinite(ms)).length,
  };
}

/** Sentences about what is below the required figures. What could not be measured is not reached either. */
export function shortfalls({ ratioToP, ratioToBestSafePeer, idleMs, isSustained, lost }: Result): string[] {
  const wants: [name: string, value: number, least: number][] = [
    ['ours / P', ratioToP, required.ratioToP],
    ['ours / best safe peer', ratioToBestSafePeer, required.ratioToBestSafePeer],
  ];
  const limits: [name: string, value: number, most: number][] = [
    ['idle p50 ms', idleMs.p50, required.idleMs.p50],
    ['idle p99 ms', idleMs.p99, required.idleMs.p99],
  ];
  return [
    ...wants.flatMap(([name, value, least]) => (value >= least ? [] : `${name} is ${format(value)}, below ${least}`)),
    ...limits.flatMap(([name, value, most]) => (value <= most ? [] : `${name} is ${format(value)}, above ${most}`)),
    ...(isSustained ? [] : ['the backlog of ours grows']),
    ...(lost === 0 ? [] : [`${lost} idle events were never handled`]),
  ];
}

/** One line per entrant: rate, ratios and, where it was measured, latency. */
export function tableOf(figures: Figures, latencies: ReadonlyMap<string, number[]>): string {
  const rows = entrants.flatMap(({ name, standing }) => {
    const own = figures.get(name);
    if (!own || own.length === 0) return [];
    const rates = own.map(({ perSecond }) => perSecond);
    const { low, high } = spread(rates);
    const toP = spread(ratiosOf(figures, name, P));
    const idle = latencies.get(name);
    return [
      [
        name,
        standing,
        format(median(rates)),
        `${format(low)}–${format(high)}`,
        format(median(ratiosOf(figures, name, P))),
        `${format(toP.low)}–${format(toP.high)}`,
        name === OURS ? '' : format(median(ratios(figures, name))),
        own.every(({ sustained }) => sustained) ? '' : 'grows',
        idle ? format(quantile(idle, 0.5)) : '',
        idle ? format(quantile(idle, 0.99)) : '',
      ],
    ];
  });
  const head = ['', 'as', 'events/s', 'middle half', '/ P', 'middle half', 'ours / it', 'backlog', 'p50 ms', 'p99 ms'];
  return table(head, rows);
}

function bestOf(figures: Figures): string | null {
  const safe = entrants.filter(({ name, standing }) => standing === 'safe' && figures.get(name)?.length);
  const rate = (name: string): number => median(figures.get(name)!.map(({ perSecond }) => perSecond));
  return safe.map(({ name }) => name).sort((one, other) => rate(other) - rate(one))[0] ?? null;
}

/** Ours over the other one, round by round. */
function ratios(figures: Figures, other: string): number[] {
  return ratiosOf(figures, OURS, other);
}

function ratiosOf(figures: Figures, one: string, other: string): number[] {
  const below = figures.get(other) ?? [];
  return (figures.get(one) ?? []).flatMap(({ perSecond }, round) =>
    below[round] ? [perSecond / below[round].perSecond] : [],
  );
}

function format(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(value >= 10 ? 1 : 2);
}
