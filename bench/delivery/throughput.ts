import type { Worker } from '../measure/worker.ts';
import { waitUntil } from '../measure/wait.ts';
import { monotonicMs } from '../measure/clock.ts';
import type { Entrant } from './entrants.ts';
import { noteFor } from './event.ts';
import type { Stage } from './stage.ts';

export interface Load {
  events: number;
  /** What is not handled by then counts as backlog. */
  capMs: number;
}

export interface Throughput {
  perSecond: number;
  /** All was handled in time: the rate can be kept up. */
  sustained: boolean;
}

const WARM_UP_EVENTS = 2000;
const WARM_UP_MS = 4000;

/** From the first commit to the last event handled, after a warm-up in which the processes compile what they do often. */
export async function measureThroughput(stage: Stage, entrant: Entrant, load: Load): Promise<Throughput> {
  return stage.set(entrant, async (scene) => {
    await scene.prepare();
    const [producer, consumer] = await Promise.all([scene.producer(), scene.consumer()]);
    await flood(producer, consumer, entrant, { events: WARM_UP_EVENTS, capMs: WARM_UP_MS });
    return flood(producer, consumer, entrant, load);
  });
}

interface Handled {
  count: number;
  lastAt: number;
}

async function flood(producer: Worker, consumer: Worker, entrant: Entrant, load: Load): Promise<Throughput> {
  const before = await consumer.call<Handled>('handled');
  const note = noteFor(entrant.standing === 'ours' ? 'wrapped' : 'bare');
  const startedAt = monotonicMs();
  const committed = producer.call('flood', { ...load, clients: entrant.clients, note });
  let handled = before;
  const sustained = await waitUntil(async () => {
    handled = await consumer.call<Handled>('handled');
    return handled.count - before.count >= load.events;
  }, load.capMs);
  const endedAt = sustained ? handled.lastAt : monotonicMs();
  // The next load, or the end of the processes, must not meet this one.
  await committed;
  return { perSecond: ((handled.count - before.count) / (endedAt - startedAt)) * 1000, sustained };
}
