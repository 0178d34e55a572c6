import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes, randomUUIDv7 } from 'node:crypto';

/** What ties events, requests and log lines of one cause together. */
export interface TraceContext {
  /** W3C Trace Context: `00-<trace>-<span>-<flags>`. */
  traceparent: string;
  correlationId: string;
  /** Id of the event that caused what happens now; absent when a person or a clock did. */
  causationId?: string;
}

const storage = new AsyncLocalStorage<TraceContext>();

/** The trace of the request or event that is being worked on. */
export const trace = {
  run<T>(context: TraceContext, fn: () => T): T {
    return storage.run(context, fn);
  },
  /** Outside of any request or event this is the beginning of a new trace. */
  current(): TraceContext {
    return storage.getStore() ?? { traceparent: newTraceparent(), correlationId: randomUUIDv7() };
  },
};

/** A span of its own within the trace of `parent`, or the first span of a new trace. */
export function newTraceparent(parent?: string): string {
  const known = parent?.split('-');
  const traceId = known?.[1]?.length === 32 ? known[1] : randomHex(16);
  return `00-${traceId}-${randomHex(8)}-${known?.[3] ?? '01'}`;
}

let pool = Buffer.alloc(0);

/** From a store of random bytes: asking the system for a few at a time costs more than all else that an id takes. */
function randomHex(bytes: number): string {
  if (pool.length < bytes) pool = randomBytes(4096);
  const hex = pool.toString('hex', 0, bytes);
  pool = pool.subarray(bytes);
  return hex;
}
