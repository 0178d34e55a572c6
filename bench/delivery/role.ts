import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { captureStatements, type Statement } from '../measure/statements.ts';
import { monotonicMs } from '../measure/clock.ts';
import { serve } from '../measure/worker.ts';
import type { Contestant, Consumer, Producer, Settings } from './contestant.ts';

/** One role of one contestant as a process: `role.ts <module of the contestant>`. */
const { contestant } = (await import(process.argv[2]!)) as { contestant: Contestant };

let statements: (() => Statement[][]) | undefined;
let producer: Producer;
let consumer: Consumer | undefined;
const handledAt = new Map<string, number>();
let lastHandledAt = 0;

serve({
  prepare: (settings: Settings) => contestant.prepare?.(settings),
  async produce(settings: Settings) {
    producer = await contestant.producer(settings);
  },
  async consume(settings: Settings) {
    consumer = await contestant.consumer(settings, (id) => {
      lastHandledAt = monotonicMs();
      handledAt.set(id, lastHandledAt);
    });
  },
  /** Closed loops: each commits its next event as soon as the last commit has returned, until the time is over. */
  async flood({ events, clients, capMs, note }: { events: number; clients: number; capMs: number; note: string }) {
    let left = events;
    const deadline = monotonicMs() + capMs;
    const loop = async (): Promise<void> => {
      while (left-- > 0 && monotonicMs() < deadline) await producer.commit({ id: randomUUID(), total: left, note });
    };
    await Promise.all(Array.from({ length: clients }, loop));
  },
  /** Single events at fixed times, whatever became of the ones before. */
  async drip({ events, everyMs, delayMs, note }: { events: number; everyMs: number; delayMs: number; note: string }) {
    const committed: Record<string, number> = {};
    const startedAt = monotonicMs() + delayMs;
    const commits: Promise<void>[] = [];
    for (let place = 0; place < events; place++) {
      await sleep(Math.max(startedAt + place * everyMs - monotonicMs(), 0));
      const id = randomUUID();
      commits.push(producer.commit({ id, total: place, note }).then(() => void (committed[id] = monotonicMs())));
    }
    await Promise.all(commits);
    return committed;
  },
  handled: () => ({ count: handledAt.size, lastAt: lastHandledAt }),
  times: () => Object.fromEntries(handledAt),
  /** From now on statements are noted; costs time, so no measured process does it. */
  capture: () => void (statements = captureStatements()),
  statements: () => statements?.(),
  async close() {
    await producer?.close();
    await consumer?.close();
  },
});
