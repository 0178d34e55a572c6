import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problems/problem.js';

/** A file that came as the body of a request, its name in `?name=` or Content-Disposition. */
export interface UploadedFile {
  bytes: Buffer;
  contentType: string;
  name: string;
}

/** The file in the body: `Content-Type: application/pdf` and the bytes themselves. */
export const FileBody = createParamDecorator((_: unknown, context: ExecutionContext): UploadedFile => {
  const request = context.switchToHttp().getRequest<FastifyRequest<{ Querystring: { name?: string } }>>();
  if (!Buffer.isBuffer(request.body)) throw new Problem(415, 'content-type-unsupported');
  const [, named] = /filename="?([^";]+)"?/.exec(request.headers['content-disposition'] ?? '') ?? [];
  const name = request.query.name ?? named ?? 'file';
  return { bytes: request.body, contentType: request.headers['content-type'] ?? '', name: name.slice(0, 200) };
});
