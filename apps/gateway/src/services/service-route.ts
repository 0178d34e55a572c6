import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a service is reached: from inside, and through the gateway. */
export interface ServiceRoute {
  name: string;
  title: string;
  /** Internal address. */
  url: string;
  /** `<prefix>/v1/…` is the service's `/v1/…`; null for a service without an API. */
  prefix: string | null;
  /** Addresses that are passed on as they are. */
  publicRoutes: readonly string[];
}

interface Manifest {
  name: string;
  title: string;
  route: string | null;
  publicRoutes: string[];
}

/** The routes of all services that have an internal address, from their manifests. */
export function readServiceRoutes(manifestsDir: string, serviceUrls: Record<string, string>): ServiceRoute[] {
  const manifests = globSync('*/service.json', { cwd: manifestsDir })
    .sort()
    .map((path) => JSON.parse(readFileSync(join(manifestsDir, path), 'utf8')) as Manifest);
  return manifests
    .filter(({ name }) => name !== 'gateway' && serviceUrls[name])
    .map(({ name, title, route, publicRoutes }) => ({
      name,
      title,
      url: serviceUrls[name]!,
      prefix: route,
      publicRoutes,
    }));
}
