import { createHash } from 'node:crypto';
import { newTraceparent, trace } from '@app/messaging';
import { Logger } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FILE_CONTENT_TYPES, MAX_FILE_BYTES } from './files.js';
import { languageOf } from './problems/language.js';
import { Problem } from './problems/problem.js';
import { ProblemDetailsFilter } from './problems/problem-details.filter.js';
import { type RequestContext, requestContext } from './request-context.js';

const BODY_LIMIT = 1024 * 1024;
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** Fastify as all services use it: bodies up to 1 MB, files up to their own limit, problems for what has no route. */
export function createAdapter(): { adapter: FastifyAdapter; install: (app: NestFastifyApplication) => void } {
  let filter: ProblemDetailsFilter | undefined;
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    logger: false,
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      filter?.answer(error, request, reply),
  });
  const install = (app: NestFastifyApplication): void => {
    filter = app.get(ProblemDetailsFilter);
    const fastify = adapter.getInstance() as unknown as FastifyInstance;
    acceptFiles(fastify);
    carryContext(fastify);
    logRequests(fastify);
    endConnectionsWhenClosing(fastify);
  };
  return { adapter, install };
}

function acceptFiles(fastify: FastifyInstance): void {
  fastify.removeContentTypeParser('text/plain');
  const options = { parseAs: 'buffer', bodyLimit: MAX_FILE_BYTES } as const;
  fastify.addContentTypeParser(FILE_CONTENT_TYPES, options, (_request, body, done) => done(null, body));
}

/** Ties request, log lines, events and answer together: W3C Trace Context comes in and goes out. */
function carryContext(fastify: FastifyInstance): void {
  const contexts = new WeakMap<FastifyRequest, RequestContext>();
  const within = (request: FastifyRequest, context: RequestContext, next: () => void): void => {
    const traceparent = newTraceparent(`00-${context.traceId}-${'0'.repeat(16)}-01`);
    trace.run({ traceparent, correlationId: context.traceId }, () => requestContext.run(context, next));
  };
  fastify.addHook('onRequest', (request, reply, done) => {
    const context = contextOf(request, reply);
    contexts.set(request, context);
    reply.header('Request-Id', context.traceId);
    within(request, context, () => done(keyFault(request)));
  });
  fastify.addHook('onResponse', (request, _reply, done) => {
    const context = contexts.get(request);
    if (context) context.isOver = true;
    done();
  });
  // The body arrives in the socket's own asynchronous context, which knows nothing of the request.
  fastify.addHook('preValidation', (request, _reply, done) => within(request, contexts.get(request)!, done));
}

function contextOf(request: FastifyRequest, reply: FastifyReply): RequestContext {
  const given = request.headers.traceparent;
  const traceparent = newTraceparent(typeof given === 'string' && TRACEPARENT.test(given) ? given : undefined);
  const key = request.method === 'POST' ? request.headers['idempotency-key'] : undefined;
  return {
    traceId: traceparent.split('-')[1],
    method: request.method,
    route: request.routeOptions?.url ?? 'unknown',
    language: languageOf(request.headers['accept-language']),
    idempotencyKey: typeof key === 'string' ? key : null,
    fingerprint: () => fingerprintOf(request),
    answerHeader: (name, value) => void reply.header(name, value),
    transactions: 0,
  };
}

function keyFault(request: FastifyRequest): Error | undefined {
  const key = request.headers['idempotency-key'];
  if (request.method !== 'POST' || key === undefined) return undefined;
  if (typeof key === 'string' && IDEMPOTENCY_KEY.test(key)) return undefined;
  return new Problem(400, 'idempotency-key-malformed');
}

function fingerprintOf(request: FastifyRequest): string {
  const body = Buffer.isBuffer(request.body) ? request.body : JSON.stringify(request.body ?? null);
  return createHash('sha256').update(`${request.method} ${request.url}\n`).update(body).digest('base64url');
}

/** Route patterns only: addresses carry ids and search words. */
function logRequests(fastify: FastifyInstance): void {
  const logger = new Logger('Http');
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions?.url ?? 'unknown';
    const line = `${request.method} ${route} ${reply.statusCode} ${Math.round(reply.elapsedTime)} ms`;
    if (route.startsWith('/health/')) logger.debug(line);
    else logger.log(line);
    done();
  });
}

/** A connection that is kept open behind its answer would keep a process that is told to end from ending. */
function endConnectionsWhenClosing(fastify: FastifyInstance): void {
  let isClosing = false;
  fastify.addHook('preClose', (done) => {
    isClosing = true;
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) reply.header('connection', 'close');
    done(null, payload);
  });
}
