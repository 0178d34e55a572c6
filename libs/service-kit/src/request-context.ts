import { AsyncLocalStorage } from 'node:async_hooks';
import type { Language } from './problems/language.js';

/** What is known of the HTTP request that runs now. One mutable object per request. */
export interface RequestContext {
  readonly traceId: string;
  readonly method: string;
  /** Route pattern, such as `/v1/projects/:id/decision`: never the address itself, which carries ids. */
  readonly route: string;
  readonly language: Language;
  readonly idempotencyKey: string | null;
  /** Hash of method, address and body; computed only when a key came with the request. */
  fingerprint(): string;
  /** Sets a header on the answer. */
  answerHeader(name: string, value: string): void;
  /** Transactions opened so far: a request with two of them keeps two answers under its key. */
  transactions: number;
  /** The answer has been sent: what was started and goes on after it is not part of the request. */
  isOver?: boolean;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** The context of the current request, carried by the asynchronous call chain. */
export const requestContext = {
  run<T>(context: RequestContext, work: () => T): T {
    return storage.run(context, work);
  },
  /** Undefined outside HTTP: in consumers, jobs and sweeps. */
  current(): RequestContext | undefined {
    const context = storage.getStore();
    return context?.isOver ? undefined : context;
  },
};
