import { Controller, Get, Header, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Problem, Public } from '@app/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { docsPage } from './docs-page.js';
import type { OpenApiDocument } from './json-document.js';
import { OpenApiService } from './open-api.service.js';
import { docsFile } from './swagger-files.js';

/** The interface of all services, for programs and for people. */
@ApiExcludeController()
@Public()
@Controller('api')
export class DocsController {
  constructor(private readonly openApi: OpenApiService) {}

  /** The merged OpenAPI 3.1 document. */
  @Get('openapi.json')
  @Header('Access-Control-Allow-Origin', '*')
  @Header('Cache-Control', 'no-cache')
  async document(): Promise<OpenApiDocument> {
    return this.openApi.read();
  }

  /** The page on which calls can be tried. */
  @Get('docs')
  page(@Res() reply: FastifyReply): void {
    const { headers, body } = docsPage();
    void reply.headers(headers).send(body);
  }

  /** What the page consists of. */
  @Get('docs/:file')
  file(@Param('file') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const file = docsFile(name);
    if (!file) throw new Problem(404, 'route-unknown');
    const { type, etag, bytes, gzipped } = file;
    const isGzipped = gzipped !== null && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    void reply.headers({ 'content-type': type, etag, vary: 'Accept-Encoding', 'x-content-type-options': 'nosniff' });
    // Named alike in every release, so a browser asks each time whether it is still the same.
    void reply.header('cache-control', 'no-cache');
    if (request.headers['if-none-match'] === etag) void reply.code(304).send();
    else if (isGzipped) void reply.header('content-encoding', 'gzip').send(gzipped);
    else void reply.send(bytes);
  }
}
