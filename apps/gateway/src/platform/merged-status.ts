import type { PlatformStatus, ServiceStatus } from './status.dto.js';

/** One picture of the platform from what its services say. Null: a service did not answer. */
export function mergedStatus(answers: ReadonlyMap<string, ServiceStatus | null>): PlatformStatus {
  const known = [...answers].filter((entry): entry is [string, ServiceStatus] => entry[1] !== null);
  const unavailable = [...answers].filter(([, status]) => status === null).map(([name]) => name);
  const total = (key: 'outbox' | 'parked' | 'deadLetters' | 'pending' | 'doubles'): number =>
    known.reduce((sum, [, status]) => sum + status[key], 0);
  const totals = { outbox: total('outbox'), parked: total('parked'), pending: total('pending') };
  const waiting = totals.outbox + totals.parked + totals.pending;
  return {
    services: Object.fromEntries(known),
    unavailable,
    quiet: unavailable.length === 0 && waiting === 0,
    ...totals,
    deadLetters: total('deadLetters'),
    doubles: total('doubles'),
    events: mergedEvents(known.map(([, status]) => status.events)),
  };
}

function mergedEvents(counts: readonly Record<string, number>[]): Record<string, number> {
  const merged: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((part) => Object.entries(part))) {
    merged[name] = (merged[name] ?? 0) + count;
  }
  return merged;
}
