import { writeFileSync } from 'node:fs';
import type { Facts } from './facts/facts.ts';
import type { History, Incident, Operation } from './history.ts';
import { INVARIANTS, type Invariant, type Violation } from './invariants/violation.ts';

/** What a run came to. */
export interface Verdict {
  seed: number;
  holds: boolean;
  figures: Record<string, number>;
  faults: Record<string, number>;
  broken: { invariant: Invariant; meaning: string; count: number; examples: Example[] }[];
}

interface Example {
  what: string;
  /** The part of the history that concerns it: its requests, and the faults around them. */
  history: (Operation | Incident)[];
}

const EXAMPLES = 10;
const AROUND_MS = 15_000;

/** Counts, and finds for what is broken the history that broke it. */
export function verdictOf(
  seed: number,
  run: { facts: Facts; violations: Violation[]; history: History },
  faults: Record<string, number>,
): Verdict {
  const { facts, violations, history } = run;
  const groups = Map.groupBy(violations, ({ invariant }) => invariant);
  return {
    ...{ seed, holds: violations.length === 0, faults },
    figures: figuresOf(facts),
    broken: [...groups].map(([invariant, found]) => ({
      ...{ invariant, meaning: INVARIANTS[invariant], count: found.length },
      examples: found.slice(0, EXAMPLES).map(({ what, about }) => ({ what, history: sliceOf(history, about) })),
    })),
  };
}

function figuresOf({ operations, programs, services, replicas, documents }: Facts): Verdict['figures'] {
  const writes = operations.filter(({ method }) => method !== 'GET');
  const outcomes = (wanted: Operation['outcome']): number => writes.filter(({ outcome }) => outcome === wanted).length;
  const keys = new Set(services.flatMap((service) => [...service.keys]));
  const facts = services.flatMap(({ log }) => log).reduce((sum, { count }) => sum + count, 0);
  return {
    programs: programs.length,
    'programs finished': programs.filter(({ isFinished }) => isFinished).length,
    ...{ writes: writes.length, ok: outcomes('ok'), fail: outcomes('fail'), unknown: outcomes('unknown') },
    'unknown and done': writes.filter(({ outcome, key }) => outcome === 'unknown' && keys.has(key)).length,
    forbidden: writes.filter(({ expected }) => expected === 'fail').length,
    'writes tried again': writes.filter(({ attempts }) => attempts > 1).length,
    ...{ facts, documents: documents.certificates.length },
    revoked: documents.certificates.filter(({ status }) => status === 'revoked').length,
    'positions compared': services.reduce((sum, { positions }) => sum + positions.length, 0),
    'replica rows compared': replicas.reduce((sum, { owner }) => sum + owner.size, 0),
    'pages verified': documents.verified.size,
  };
}

function sliceOf({ operations, incidents }: History, about: string[]): (Operation | Incident)[] {
  if (about.length === 0) return [];
  const concerned = operations.filter((operation) => {
    const { program, path, key, answer } = operation;
    return about.some((id) => program === id || key === id || answer?.id === id || path.includes(id));
  });
  const isNear = ({ at }: Incident): boolean =>
    concerned.some((operation) => at > operation.at - AROUND_MS && at < operation.endedAt + AROUND_MS);
  const faults = incidents.filter((incident) => incident.what.startsWith('fault') && isNear(incident));
  return [...concerned, ...faults].sort((one, other) => one.at - other.at);
}

export function writeVerdict(path: string, verdict: Verdict): void {
  writeFileSync(path, `${JSON.stringify(verdict, null, 2)}\n`);
}

/** For the person at the terminal. */
export function linesOf({ seed, holds, figures, faults, broken }: Verdict): string[] {
  const list = (counts: Record<string, number>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none';
  return [
    `seed ${seed}: ${list(figures)}`,
    `faults: ${list(faults)}`,
    ...broken.flatMap(({ invariant, meaning, count, examples }) => [
      `BROKEN ${invariant} (${meaning}): ${count}`,
      ...examples.map(({ what }) => `  ${what}`),
    ]),
    holds ? 'Every invariant holds.' : 'Broken: see above.',
  ];
}
