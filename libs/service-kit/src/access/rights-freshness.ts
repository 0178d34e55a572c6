import { CaughtUp } from '@app/messaging';
import { Injectable } from '@nestjs/common';
import { Problem } from '../problems/problem.js';
import { requestContext } from '../request-context.js';

const MAX_AGE_MS = 60_000;
const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Knows how long ago this service last knew that nothing was pending for it at the broker. When that is too long, a
 * revoked right might still be standing in the replica, and privileged changes wait.
 */
@Injectable()
export class RightsFreshness {
  constructor(private readonly caughtUp: CaughtUp) {}

  /** Refuses to change anything on rights that may be out of date. Reads go on. */
  requireForChanges(): void {
    const method = requestContext.current()?.method;
    if (!method || READING_METHODS.has(method)) return;
    const knownAt = this.caughtUp.at?.getTime() ?? 0;
    if (Date.now() - knownAt <= MAX_AGE_MS) return;
    throw new Problem(503, 'rights-not-fresh', { headers: { 'Retry-After': '5' } });
  }
}
