import type { IncomingHttpHeaders } from 'node:http';

/** What the gateway knows of a request that its headers do not say reliably. */
export interface Caller {
  ip: string;
  host: string;
  isEncrypted: boolean;
  /** Whether our neighbor is a proxy of the same installation that says who is behind it. */
  behindProxy: boolean;
  /** The trace that this request belongs to. */
  traceparent: string | undefined;
}

/** Headers between two neighbors (RFC 9110, 7.6.1). */
const BETWEEN_NEIGHBORS = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
];

/** Headers that tell of the way so far, which we tell ourselves. */
const OF_THE_WAY = [
  'expect',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-prefix',
  'x-real-ip',
  'traceparent',
];

/** The headers a service gets: the caller's, but what they say about the caller is said by us. */
export function forwardedHeaders(headers: IncomingHttpHeaders, caller: Caller): IncomingHttpHeaders {
  const passed = without(headers, [...BETWEEN_NEIGHBORS, ...OF_THE_WAY]);
  const before = caller.behindProxy ? headers : {};
  return {
    ...passed,
    'x-forwarded-for': [before['x-forwarded-for'], caller.ip].filter(Boolean).join(', '),
    'x-forwarded-host': first(before['x-forwarded-host']) ?? caller.host,
    'x-forwarded-proto': first(before['x-forwarded-proto']) ?? (caller.isEncrypted ? 'https' : 'http'),
    ...(caller.traceparent ? { traceparent: caller.traceparent } : {}),
  };
}

/** The headers the caller gets: the service's, without those of the connection to it. */
export function answeredHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return without(headers, BETWEEN_NEIGHBORS);
}

function without(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

function first(value: string | string[] | undefined): string | undefined {
  return value?.toString().split(',')[0]?.trim() || undefined;
}
