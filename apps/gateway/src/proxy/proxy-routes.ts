import httpProxy, { type FastifyHttpProxyOptions } from '@fastify/http-proxy';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from 'node:http';
import { Problem, ProblemDetailsFilter } from '@app/service-kit';
import { trace } from '@app/messaging';
import { GatewayConfig } from '../gateway.config.js';
import { ServiceRoutes } from '../services/service-routes.js';
import type { ServiceRoute } from '../services/service-route.js';
import { limitBody } from './byte-limit.js';
import { answeredHeaders, forwardedHeaders } from './forwarded-headers.js';
import { isPlainPath } from './plain-path.js';
import { problemOfUpstream } from './upstream-problem.js';

/** Nobody may hold a connection by asking slowly. */
const LIMITS = { headersTimeout: 15_000, requestTimeout: 120_000, keepAliveTimeout: 65_000 };

type ReplyOptions = NonNullable<FastifyHttpProxyOptions['replyOptions']>;

/** Passes requests on to the services, and nothing but what is meant to be public. */
@Injectable()
export class ProxyRoutes implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly config: GatewayConfig,
    private readonly services: ServiceRoutes,
    private readonly problems: ProblemDetailsFilter,
  ) {}

  onModuleInit(): void {
    Object.assign(this.adapterHost.httpAdapter.getHttpServer() as Server, LIMITS);
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onRequest', (request, _reply, done) => {
      done(isPlainPath(request.url.split('?')[0]!) ? undefined : new Problem(400, 'path-not-plain'));
    });
    for (const service of this.services.all) this.pass(fastify, service);
  }

  private pass(fastify: FastifyInstance, service: ServiceRoute): void {
    const { prefix, publicRoutes } = service;
    const routes = publicRoutes.map((route) => ({ prefix: route, rewritePrefix: route }));
    // Only the API: not `/internal`, not `/health`, not `/openapi.json`.
    if (prefix) routes.push({ prefix: `${prefix}/v1`, rewritePrefix: '/v1' });
    void fastify.register(async (scope) => {
      // Bodies pass through unread, in whatever type they are.
      scope.removeAllContentTypeParsers();
      scope.addHook('preParsing', limitBody(this.config.maxBodyBytes));
      for (const route of routes) await scope.register(httpProxy, { ...this.optionsFor(service), ...route });
    });
  }

  private optionsFor({ name, url }: ServiceRoute): FastifyHttpProxyOptions {
    const { serviceTimeoutMs } = this.config;
    return {
      upstream: url,
      disableRequestLogging: true,
      undici: {
        connections: 64,
        headersTimeout: serviceTimeoutMs,
        bodyTimeout: serviceTimeoutMs,
        connectTimeout: 2000,
      } as FastifyHttpProxyOptions['undici'],
      replyOptions: {
        rewriteRequestHeaders: (request, headers) =>
          forwardedHeaders(headers, this.callerOf(request as FastifyRequest)),
        rewriteHeaders: answeredHeaders,
        retryDelay: ({ err, req, attempt }) => delayBeforeRetry(err, req.method, attempt),
        onError: (reply, { error }) => {
          const answer = reply as unknown as FastifyReply;
          this.problems.answer(problemOfUpstream(error, name), answer.request, answer);
        },
      } as ReplyOptions,
    };
  }

  private callerOf(request: FastifyRequest): Parameters<typeof forwardedHeaders>[1] {
    return {
      ip: request.ip,
      host: request.headers.host ?? '',
      isEncrypted: request.protocol === 'https',
      behindProxy: this.config.behindProxy,
      traceparent: trace.current()?.traceparent,
    };
  }
}

/** A kept connection may end at the very moment it is used again; a read is then asked once more, on a new one. */
function delayBeforeRetry(
  error: (Error & { code?: string }) | null,
  method: string | undefined,
  attempt: number,
): number | null {
  const isLostConnection = error?.code === 'UND_ERR_SOCKET';
  return isLostConnection && attempt === 0 && (method === 'GET' || method === 'HEAD') ? 1 : null;
}
