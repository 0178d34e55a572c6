import { Problem } from '@app/service-kit';

const TIMED_OUT = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'FST_REPLY_FROM_GATEWAY_TIMEOUT']);

/** What it means to the caller that a service gave no answer. */
export function problemOfUpstream(error: Error & { code?: string }, service: string): Problem {
  const causes = [error, ...causesOf(error)];
  const own = causes.find((cause) => cause instanceof Problem);
  if (own) return own;
  if (causes.some(({ code }) => code !== undefined && TIMED_OUT.has(code))) {
    return new Problem(504, 'service-timed-out', { params: { service } });
  }
  return new Problem(503, 'service-unavailable', { params: { service }, headers: { 'Retry-After': '1' } });
}

function causesOf(error: Error): (Error & { code?: string })[] {
  return error.cause instanceof Error ? [error.cause, ...causesOf(error.cause)] : [];
}
