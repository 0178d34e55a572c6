import { STATUS_CODES } from 'node:http';
import { DomainError, type ProblemKind, ReplicaBehind } from '@app/contracts';
import { HttpException } from '@nestjs/common';
import { isTransient } from '@app/messaging';
import { QueryFailedError } from 'typeorm';
import { Problem } from './problem.js';

const STATUS_OF_KIND: Record<ProblemKind, number> = {
  invalid: 400,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  unprocessable: 422,
  'precondition-required': 428,
};

const RETRY_SOON = { headers: { 'Retry-After': '1' } };

/** Codes of refusals that come from the web framework, by its own codes. */
const BY_FRAMEWORK_CODE: Record<string, [status: number, code: string]> = {
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'body-not-json'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'body-not-json'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'request-malformed'],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'body-too-large'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'content-type-unsupported'],
  FST_ERR_BAD_URL: [400, 'request-malformed'],
};

const BY_STATUS: Record<number, string> = {
  400: 'request-malformed',
  401: 'token-invalid',
  403: 'right-missing',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'body-too-large',
  414: 'request-malformed',
  415: 'content-type-unsupported',
  503: 'temporarily-unavailable',
};

/** What an error is to the caller; null for one that nobody foresaw. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof DomainError) {
    return new Problem(STATUS_OF_KIND[error.kind], error.code, { params: error.params, errors: error.pointers });
  }
  if (error instanceof ReplicaBehind) return new Problem(503, 'not-known-yet', RETRY_SOON);
  return problemOfFramework(error) ?? problemOfDatabase(error);
}

function problemOfFramework(error: unknown): Problem | null {
  const cause = error instanceof HttpException && error.cause ? error.cause : error;
  const { code = '', statusCode } = (cause ?? {}) as { code?: string; statusCode?: number };
  const known = BY_FRAMEWORK_CODE[code];
  if (known) return new Problem(...known);
  if (cause instanceof SyntaxError && statusCode === 400) return new Problem(400, 'body-not-json');
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  if (!status || status < 400 || (status >= 500 && status !== 503)) return null;
  if (error instanceof HttpException && /^Cannot [A-Z]+ \//.test(error.message))
    return new Problem(404, 'route-unknown');
  return new Problem(status, BY_STATUS[status] ?? (STATUS_CODES[status] ? 'request-refused' : 'request-malformed'));
}

function problemOfDatabase(error: unknown): Problem | null {
  if (isTransient(error)) return new Problem(503, 'temporarily-unavailable', RETRY_SOON);
  if (!(error instanceof QueryFailedError)) return null;
  const { code = '', message } = error.driverError as Error & { code?: string };
  if (code === '23505') return new Problem(409, 'already-exists');
  if (code === '22021' || code === '22P05') return new Problem(400, 'text-not-storable');
  // What the caller's cursor or parameter held is no uuid, number or time.
  if (code === '22P02' || code === '22007' || code === '22008') return new Problem(400, 'request-malformed');
  // 42501 is also a missing table right, which is our own fault.
  if (code === '42501' && message.includes('row-level security')) return new Problem(403, 'outside-your-scope');
  return null;
}
