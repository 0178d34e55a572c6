import { join } from 'node:path';
import type { Settings } from './contestant.ts';

/**
 * What an entrant is compared as. `safe`: publishes in the business transaction, and one bad event costs no other anything.
 * `loses`: loses events when a process dies at the wrong moment. `whole batches`: one bad event fails all of its batch.
 */
export type Standing = 'limit' | 'ours' | 'safe' | 'loses' | 'whole batches';

/** A contestant at one of its settings, as it stands in the table. */
export interface Entrant {
  name: string;
  standing: Standing;
  /** Absent for what pgbench does. */
  module?: string;
  setting: Settings['setting'];
  /** Closed loops that commit. */
  clients: number;
  /** Also in a quick run. */
  quick: boolean;
}

const CLIENTS = 8;
export const P = 'P: pgbench, all SQL of one unit of ours';
export const FLOOR = 'pgbench, two inserts each and nothing else';
export const N = 'N: NATS alone, batches in and out';
export const OURS = 'ours';

const here = (name: string): string => join(import.meta.dirname, name);
const tuned = { setting: 'tuned', clients: CLIENTS, quick: true } as const;
const defaults = { name: 'defaults', setting: 'defaults', clients: CLIENTS, quick: false } as const;

/** In this order, so that those whose ratios count are measured side by side. */
export const entrants: readonly Entrant[] = [
  // Enough loops to fill its batches.
  { ...tuned, name: N, standing: 'limit', module: here('limit-n.ts'), clients: 512 },
  { ...tuned, name: FLOOR, standing: 'limit', quick: false },
  { ...tuned, name: P, standing: 'limit' },
  { ...tuned, name: OURS, standing: 'ours', module: here('ours/contestant.ts') },
  ...peers('pg-boss', 'safe', [
    { ...tuned, name: 'polling, fetching 500' },
    { ...tuned, name: 'woken, fetching 100', setting: 'woken', quick: false },
    defaults,
  ]),
  ...peers('pg-boss', 'whole batches', [{ ...tuned, name: '500 in one statement', setting: 'batched', quick: false }]),
  ...peers('graphile-worker', 'safe', [{ ...tuned, name: '16 at once, queue of 64' }, defaults]),
  ...peers('pg-transactional-outbox', 'safe', [{ ...tuned, name: 'polling 50 each 20 ms' }, defaults]),
  ...peers('rabbitmq', 'loses', [{ ...tuned, name: 'quorum queue, confirms' }]),
];

function peers(name: string, standing: Standing, settings: Omit<Entrant, 'standing' | 'module'>[]): Entrant[] {
  const module = join(import.meta.dirname, `../peers/${name}.ts`);
  return settings.map((setting) => ({ ...setting, standing, module, name: `${name}, ${setting.name}` }));
}
