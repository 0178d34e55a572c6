import { Ajv, type ErrorObject } from 'ajv';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readContractName, type Manifest } from '../nats/manifest.ts';
import { projectDir } from './paths.ts';

const names = { type: 'array', items: { type: 'string' }, uniqueItems: true };
const route = { type: 'string', pattern: '^/[A-Za-z0-9._/-]*$' };
const schema = {
  type: 'object',
  required: ['name', 'title', 'database', 'route', 'publicRoutes', 'publishes', 'consumes'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', pattern: '^[a-z][a-z0-9-]*$' },
    title: { type: 'string', minLength: 1 },
    database: { type: 'string', pattern: '^[a-z][a-z0-9_]*$', nullable: true },
    route: { ...route, nullable: true },
    publicRoutes: { type: 'array', items: route, uniqueItems: true },
    publishes: names,
    consumes: names,
    buckets: {
      type: 'object',
      propertyNames: { pattern: '^[a-z][a-z0-9-]*$' },
      additionalProperties: { type: 'integer', minimum: 0 },
      required: [],
    },
  },
};
const isManifest = new Ajv({ allErrors: true }).compile<Manifest>(schema);

/** The manifests of all services, in order of their names. Throws an error that names everything that is wrong. */
export function readManifests(appsDir: string = join(projectDir, 'apps')): Manifest[] {
  const files = readdirSync(appsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(appsDir, entry.name, 'service.json'))
    .filter((path) => existsSync(path))
    .sort();
  const manifests = files.map((path) => readManifest(path));
  const errors = contradictions(manifests);
  if (errors.length) throw new Error(`The manifests contradict each other:\n  ${errors.join('\n  ')}`);
  return manifests;
}

/** One service's manifest. */
export function manifestOf(service: string, appsDir: string = join(projectDir, 'apps')): Manifest {
  return readManifest(join(appsDir, service, 'service.json'));
}

function readManifest(path: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const errors = isManifest(value) ? namingErrors(value, path) : (isManifest.errors ?? []).map(sentence);
  if (errors.length) throw new Error(`${path} is not a valid manifest:\n  ${errors.join('\n  ')}`);
  return value as Manifest;
}

function sentence({ instancePath, message, params }: ErrorObject): string {
  const extra = 'additionalProperty' in params ? `: ${String(params.additionalProperty)}` : '';
  return `${instancePath || 'it'} ${message}${extra}`;
}

function namingErrors(manifest: Manifest, path: string): string[] {
  const folder = path.split('/').at(-2);
  const errors = manifest.name === folder ? [] : [`name is "${manifest.name}", but the folder is "${folder}"`];
  for (const text of [...manifest.publishes, ...manifest.consumes]) {
    try {
      const { service } = readContractName(text);
      const isPublished = manifest.publishes.includes(text);
      if (isPublished && service !== manifest.name) errors.push(`publishes "${text}", which belongs to ${service}`);
    } catch (error) {
      errors.push((error as Error).message);
    }
  }
  return errors;
}

/** What two services cannot both have: a database, a route, a bucket. */
function contradictions(manifests: Manifest[]): string[] {
  const owners = new Map<string, string>();
  const errors: string[] = [];
  for (const { name, database, route: own, publicRoutes, buckets = {} } of manifests) {
    const claims = [
      database && `database ${database}`,
      ...[own, ...publicRoutes].filter(Boolean).map((r) => `route ${r}`),
    ];
    for (const claim of [...claims, ...Object.keys(buckets).map((bucket) => `bucket ${bucket}`)]) {
      if (!claim) continue;
      const owner = owners.get(claim);
      if (owner) errors.push(`${claim} is claimed by ${owner} and ${name}`);
      owners.set(claim, name);
    }
  }
  return errors;
}

/** Names that a service consumes and nobody publishes: a spelling mistake, or a producer that is gone. */
export function unpublished(manifests: Manifest[]): string[] {
  const published = new Set(manifests.flatMap(({ publishes }) => publishes));
  return manifests.flatMap(({ name, consumes }) =>
    consumes.filter((text) => !published.has(text)).map((text) => `${name} consumes ${text}, which nobody publishes`),
  );
}
