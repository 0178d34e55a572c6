import { Problem } from '@app/service-kit';
import type { preParsingHookHandler } from 'fastify';
import { Transform, type TransformCallback } from 'node:stream';

/** Refuses request bodies above a size: at once when they say so, while they pass through when they do not. */
export function limitBody(maxBytes: number): preParsingHookHandler {
  return (request, _reply, payload, done) => {
    const length = request.headers['content-length'];
    if (length !== undefined) done(Number(length) > maxBytes ? new Problem(413, 'body-too-large') : null, payload);
    else if (request.headers['transfer-encoding'] === undefined) done(null, payload);
    else done(null, payload.pipe(new ByteLimit(maxBytes)));
  };
}

/** Lets bytes through up to a number, then fails. */
export class ByteLimit extends Transform {
  private bytes = 0;

  constructor(private readonly maxBytes: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    if (this.bytes > this.maxBytes) done(new Problem(413, 'body-too-large'));
    else done(null, chunk);
  }
}
