import { waitUntil } from '../measure/wait.ts';
import type { Worker } from '../measure/worker.ts';
import type { Entrant } from './entrants.ts';
import { noteFor } from './event.ts';
import type { Stage } from './stage.ts';

const EVENTS = 200;
const EVERY_MS = 50;
const WARM_UP_EVENTS = 300;
const PATIENCE_MS = 10_000;

/**
 * Milliseconds from a commit's return to the return of the commit that handled the event, for single events on idle
 * services. Each service runs as two replicas, which take turns in committing and share the handling.
 */
export async function measureLatency(stage: Stage, entrant: Entrant): Promise<number[]> {
  return stage.set(entrant, async (scene) => {
    await scene.prepare();
    // The first replicas migrate; the second ones start beside them, as in a rollout.
    const producers = [await scene.producer(), await scene.producer()];
    const consumers = [await scene.consumer(), await scene.consumer()];
    const note = noteFor(entrant.standing === 'ours' ? 'wrapped' : 'bare');
    const warmUp = { events: WARM_UP_EVENTS / 2, clients: 2, capMs: PATIENCE_MS };
    await Promise.all(producers.map((one) => one.call('flood', { ...warmUp, note })));
    await untilHandled(consumers, WARM_UP_EVENTS);
    const turns = { events: EVENTS / 2, everyMs: EVERY_MS * 2, note };
    const committed = await Promise.all(
      producers.map((one, place) => one.call<Record<string, number>>('drip', { ...turns, delayMs: place * EVERY_MS })),
    );
    await untilHandled(consumers, WARM_UP_EVENTS + EVENTS);
    const handled = await Promise.all(consumers.map((one) => one.call<Record<string, number>>('times')));
    return differences(Object.assign({}, ...committed), Object.assign({}, ...handled));
  });
}

async function untilHandled(consumers: Worker[], count: number): Promise<void> {
  await waitUntil(async () => {
    const answers = await Promise.all(consumers.map((one) => one.call<{ count: number }>('handled')));
    return answers.reduce((sum, answer) => sum + answer.count, 0) >= count;
  }, PATIENCE_MS);
}

/** An event that was never handled is infinitely late. */
function differences(committed: Record<string, number>, handled: Record<string, number>): number[] {
  return Object.entries(committed).map(([id, at]) => (handled[id] ?? Infinity) - at);
}
