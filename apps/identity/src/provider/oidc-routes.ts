import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import Provider from 'oidc-provider';

/** Hands requests below `/oidc` to the provider as they came: it reads bodies and writes answers itself. */
@Injectable()
export class OidcRoutes implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly provider: Provider,
  ) {}

  onModuleInit(): void {
    const answer = this.provider.callback();
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    void fastify.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      scope.all('/oidc/*', (request: FastifyRequest, reply: FastifyReply) => {
        reply.hijack();
        for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value!);
        void answer(mountedAtOidc(request.raw), reply.raw);
      });
    });
  }
}

/** The provider learns where it is mounted from the difference of the two addresses. */
function mountedAtOidc(request: IncomingMessage & { originalUrl?: string }): IncomingMessage {
  request.originalUrl = request.url;
  request.url = request.url!.slice('/oidc'.length);
  return request;
}
