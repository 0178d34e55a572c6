import { isObject, mapObjects, type JsonObject, type OpenApiDocument } from './json-document.js';

/** A service's own OpenAPI document and what the gateway calls the service. */
export interface ServicePart {
  name: string;
  title: string;
  prefix: string | null;
  publicRoutes: readonly string[];
  document: JsonObject;
}

/** What each service has and the platform has once more, for all of them together. */
const ofEveryService = ['/v1/operations/status', '/v1/clock'];

/** Components that are the same everywhere. */
const shared = ['Problem'];

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * The part of the merged document that a service contributes: its public paths as the gateway has them, its components
 * under names of its own.
 */
export function contributionOf(part: ServicePart): OpenApiDocument {
  const named = mapObjects(part.document, (object) => asNullable(withOwnNames(object, part.name))) as JsonObject;
  const paths: Record<string, JsonObject> = {};
  for (const [path, item] of Object.entries(objectAt(named, 'paths'))) {
    const address = addressOf(path, part);
    if (address && isObject(item)) paths[address] = withOperations(item, part, isPublic(address));
  }
  const components: Record<string, JsonObject> = {};
  for (const [section, entries] of Object.entries(objectAt(named, 'components'))) {
    // How one signs in is the same everywhere and said once.
    if (section === 'securitySchemes' || !isObject(entries)) continue;
    components[section] = Object.fromEntries(
      Object.entries(entries).map(([name, entry]) => [ownName(part.name, name), entry]),
    );
  }
  return { paths, components };
}

/** Null for what is not reached through the gateway. */
function addressOf(path: string, { prefix, publicRoutes }: ServicePart): string | null {
  if (publicRoutes.some((route) => path === route || path.startsWith(`${route}/`))) return path;
  return prefix && path.startsWith('/v1/') && !ofEveryService.includes(path) ? `${prefix}${path}` : null;
}

/** The interface takes a sign-in; what lies beside it, such as the verification of certificates, is there for everybody. */
function isPublic(address: string): boolean {
  return !address.startsWith('/api/');
}

function withOperations(item: JsonObject, part: ServicePart, open: boolean): JsonObject {
  const entries = Object.entries(item).map(([key, operation]) =>
    methods.includes(key) && isObject(operation) ? [key, asOneOf(part, operation, open)] : [key, operation],
  );
  return Object.fromEntries(entries) as JsonObject;
}

function asOneOf({ name, title }: ServicePart, operation: JsonObject, open: boolean): JsonObject {
  const { operationId, tags, security: _own, ...rest } = operation;
  const [tag] = Array.isArray(tags) ? tags : [];
  return {
    ...rest,
    ...(typeof operationId === 'string' ? { operationId: ownName(name, operationId) } : {}),
    tags: [typeof tag === 'string' && tag !== title ? `${title}: ${inWords(tag)}` : title],
    ...(open ? { security: [] } : {}),
  };
}

/** `DeadLetters` is a class, "dead letters" is what it is about. */
function inWords(tag: string): string {
  return tag.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

function withOwnNames(object: JsonObject, service: string): JsonObject {
  const { $ref } = object;
  const reference = typeof $ref === 'string' ? /^#\/components\/([^/]+)\/(.+)$/.exec($ref) : null;
  if (!reference) return object;
  return { ...object, $ref: `#/components/${reference[1]}/${ownName(service, reference[2]!)}` };
}

/** OpenAPI 3.1 has no `nullable`: null is one of the types. */
function asNullable(object: JsonObject): JsonObject {
  if (!('nullable' in object)) return object;
  const { nullable, ...schema } = object;
  if (nullable !== true) return schema;
  if (typeof schema.type === 'string' && !schema.enum) return { ...schema, type: [schema.type, 'null'] };
  const { description, ...rest } = schema;
  return { ...(description === undefined ? {} : { description }), anyOf: [rest, { type: 'null' }] };
}

function ownName(service: string, name: string): string {
  return shared.includes(name) ? name : `${service}.${name}`;
}
function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isObject(value) ? value : {};
}
