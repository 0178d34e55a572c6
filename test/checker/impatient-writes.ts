import type { Step } from '../../demo/timeline.ts';
import type { World } from '../../demo/world.ts';
import type { RecordedClient } from './recorded-client.ts';

const HOURS = 3;

/**
 * Further cohorts of the program, asked for by somebody who asks once and soon stops waiting: nobody knows which of them
 * there are, and nothing else depends on it.
 */
export function impatientWrites(world: World, client: RecordedClient, patience: readonly number[]): Step[] {
  const { startsOn } = world.pack.cohort;
  return patience.map((patienceMs, index) => ({
    at: `${startsOn}T${String(8 + index * HOURS).padStart(2, '0')}:15:00+05:00`,
    ...{ rank: 60, label: 'asked for once' },
    run: () => askOnce(world, client, index, patienceMs),
  }));
}

async function askOnce(world: World, client: RecordedClient, index: number, patienceMs: number): Promise<void> {
  const { code } = world.pack.program;
  const { concludedAt: _end, partners, ...rules } = world.pack.cohort;
  const body = { ...rules, code: `${code}-${index + 2}`, partners: world.partners(partners) };
  const path = `/api/programs/v1/programs/${world.one.program}/cohorts`;
  await client.once(world.id('person', world.pack.program.officer), path, { method: 'POST', body }, patienceMs);
}
