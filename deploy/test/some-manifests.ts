import type { Manifest } from '../nats/manifest.ts';

/** Manifests of services with these names, for specs of what is generated from them. */
export function manifestsOf(...names: string[]): Manifest[] {
  return names.map((name) => ({
    name,
    title: name,
    database: `tulga_${name}`,
    route: `/api/${name}`,
    publicRoutes: [],
    publishes: [],
    consumes: [],
  }));
}
