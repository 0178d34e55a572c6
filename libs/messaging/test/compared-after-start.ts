import { waitFor } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OwnerReads } from '../src/index.js';

/** Waits until a store has compared all it keeps with the shop, as it does after each start: then nothing else will. */
export async function comparedAfterStart(store: NestFastifyApplication): Promise<void> {
  const isDone = async (): Promise<boolean> => {
    const reads = (await store.get(OwnerReads).list()).filter(({ requestedBy }) => requestedBy === 'start');
    return reads.length === 2 && reads.every(({ state }) => state === 'done');
  };
  await waitFor(isDone, { timeoutMs: 20_000 });
}
