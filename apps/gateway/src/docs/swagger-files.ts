import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { initializer } from './docs-page.js';

const types: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'oauth2-redirect.html': 'text/html; charset=utf-8',
  'oauth2-redirect.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/** A file of the API pages, ready to be sent. */
export interface DocsFile {
  type: string;
  etag: string;
  bytes: Buffer;
  /** Null for what does not get smaller. */
  gzipped: Buffer | null;
}

const kept = new Map<string, DocsFile>();

/** A file that the API pages consist of: our own initializer, and the few of swagger-ui's that are needed. */
export function docsFile(name: string): DocsFile | null {
  const known = kept.get(name);
  if (known) return known;
  const bytes = name === 'initializer.js' ? Buffer.from(initializer) : swaggerFile(name);
  if (!bytes) return null;
  const type = types[name] ?? types['oauth2-redirect.js']!;
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const file = { type, etag, bytes, gzipped: type.startsWith('text/') ? gzipSync(bytes) : null };
  kept.set(name, file);
  return file;
}

function swaggerFile(name: string): Buffer | null {
  if (!Object.hasOwn(types, name)) return null;
  // It comes with @nestjs/swagger, wherever npm has put it.
  const fromSwagger = createRequire(createRequire(import.meta.url).resolve('@nestjs/swagger'));
  return readFileSync(join(dirname(fromSwagger.resolve('swagger-ui-dist/package.json')), name));
}
