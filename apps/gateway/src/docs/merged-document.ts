import type { Json, JsonObject, OpenApiDocument } from './json-document.js';
import { contributionOf, type ServicePart } from './service-part.js';

const description = `
REST interface of the platform that runs leadership-development programs in education: nominations, sessions, projects,
decisions, certificates. One document for all services.

- **Signing in.** OpenID Connect, authorization code with PKCE. Press *Authorize* to sign in; in a demonstration you may
  choose any person.
- **Refusals** are problem details (RFC 9457) with a stable \`code\` and a title in Kazakh, Russian or English, as
  \`Accept-Language\` asks.
- **Repeating a POST** is safe with an \`Idempotency-Key\`: the first answer comes again.
- **Changes** need \`If-Match\` with the \`ETag\` that was read.
- **Lists** come in pages: pass \`page.nextCursor\` on as \`cursor\`.
`.trim();

/** Puts the documents of all services into one. `missing` names services that did not answer. */
export function mergedDocument(
  parts: readonly ServicePart[],
  missing: readonly string[],
  version: string,
): OpenApiDocument {
  const contributions = parts.map(contributionOf);
  const paths = Object.assign({}, ...contributions.map((part) => part.paths)) as OpenApiDocument['paths'];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tulga',
      version,
      description,
      license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'This installation' }],
    security: [{ signIn: ['openid'] }],
    tags: tagsOf(paths),
    paths,
    components: { ...usedComponents(paths, mergedComponents(contributions)), securitySchemes: { signIn } },
    ...(missing.length ? { 'x-unavailable': [...missing] } : {}),
  };
}

function tagsOf(paths: OpenApiDocument['paths']): JsonObject[] {
  const operations = Object.values(paths).flatMap((item) => Object.values(item) as JsonObject[]);
  const names = [...new Set(operations.flatMap(({ tags }) => (Array.isArray(tags) ? (tags as string[]) : [])))];
  // What only operators need comes last.
  const isForOperators = (name: string): boolean => name.endsWith(': operations');
  return [...names.filter((name) => !isForOperators(name)), ...names.filter(isForOperators)].map((name) => ({ name }));
}

function mergedComponents(contributions: readonly OpenApiDocument[]): Record<string, JsonObject> {
  const merged: Record<string, JsonObject> = {};
  for (const { components } of contributions) {
    for (const [section, entries] of Object.entries(components)) {
      merged[section] = { ...merged[section], ...entries };
    }
  }
  return merged;
}

/** Without what only unpublished operations needed. */
function usedComponents(paths: Json, components: Record<string, JsonObject>): Record<string, JsonObject> {
  const used: Record<string, JsonObject> = {};
  const queue = referencesIn(paths);
  for (let reference = queue.pop(); reference; reference = queue.pop()) {
    const [section, name] = reference as [string, string];
    const component = components[section]?.[name];
    if (component === undefined || used[section]?.[name] !== undefined) continue;
    used[section] = { ...used[section], [name]: component };
    queue.push(...referencesIn(component));
  }
  return used;
}

function referencesIn(value: Json): string[][] {
  const references = JSON.stringify(value).matchAll(/"#\/components\/([^"/]+)\/([^"/]+)"/g);
  return [...references].map(([, section, name]) => [section!, name!]);
}

const signIn: JsonObject = {
  type: 'oauth2',
  description: 'Authorization code with PKCE',
  flows: {
    // Relative: they hold at whatever address this document was read from.
    authorizationCode: {
      authorizationUrl: '/oidc/auth',
      tokenUrl: '/oidc/token',
      scopes: { openid: 'Know who signed in and act with that person’s rights' },
    },
  },
};
