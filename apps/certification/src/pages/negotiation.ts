import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from './layout.js';

/** Whether the caller would rather read a page than data: browsers name HTML, programs do not. */
export function wantsPage(accept: string | undefined): boolean {
  const types = (accept ?? '')
    .toLowerCase()
    .split(',')
    .map((type) => type.trim().split(';')[0]);
  const [html, data] = [types.indexOf('text/html'), types.findIndex((type) => type!.startsWith('application/'))];
  return html !== -1 && (data === -1 || html < data);
}

/** The media type of a credential or status list, as far as the caller has a wish. */
export function credentialType(accept = ''): string {
  const known = ['application/vc+ld+json', 'application/vc', 'application/json', 'text/html'];
  const wish = known.find((type) => accept.includes(type)) ?? 'application/vc';
  return wish === 'text/html' ? 'application/json' : wish;
}

/** Answers with a page. */
export function sendPage(reply: FastifyReply, page: Page): void {
  reply.code(page.status).headers(page.headers).send(page.body);
}

/** Publishes data for everybody, browsers on other sites included; who has it already gets no body. */
export function sendData(
  request: FastifyRequest,
  reply: FastifyReply,
  data: object,
  options: { type: string; maxAgeS: number },
): void {
  const body = JSON.stringify(data);
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  reply.headers({
    'access-control-allow-origin': '*',
    'cache-control': `public, max-age=${options.maxAgeS}`,
    'content-type': `${options.type}; charset=utf-8`,
    'x-content-type-options': 'nosniff',
    etag: tag,
    vary: 'Accept, Accept-Language',
  });
  if (request.headers['if-none-match']?.includes(tag)) reply.code(304).send();
  else reply.send(body);
}
