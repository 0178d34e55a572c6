import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readManifests } from '../local/manifests.ts';
import { localDir, projectDir } from '../local/paths.ts';
import type { Manifest } from '../nats/manifest.ts';

interface Part {
  name: string;
  title: string;
  prefix: string | null;
  publicRoutes: string[];
  document: unknown;
}
type Merge = (parts: Part[], missing: string[], version: string) => object;

/** `docs/openapi.json`: what the gateway answers at `/api/openapi.json` when every service runs, made from the build. */
export async function openApiFile(): Promise<string> {
  const merging = join(projectDir, 'dist/apps/gateway/src/docs/merged-document.js');
  const { mergedDocument } = (await import(merging)) as { mergedDocument: Merge };
  const parts = await inTurns(readManifests().sort(gatewayLast), partOf);
  return `${JSON.stringify(mergedDocument(parts, [], '1.0.0'), null, 2)}\n`;
}

function gatewayLast(a: Manifest, b: Manifest): number {
  return Number(a.name === 'gateway') - Number(b.name === 'gateway');
}

async function partOf({ name, title, route, publicRoutes }: Manifest): Promise<Part> {
  const document = await describe(name);
  return name === 'gateway'
    ? { name, title: 'Platform', prefix: null, publicRoutes: ['/api/platform'], document }
    : { name, title, prefix: route, publicRoutes, document };
}

async function describe(service: string): Promise<unknown> {
  const script = join(import.meta.dirname, 'describe-service.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, service],
    {
      cwd: projectDir,
      maxBuffer: 64 * 1024 * 1024,
      env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(localDir, 'compile-cache') },
    },
  );
  return JSON.parse(stdout) as unknown;
}

/** As many at a time as there are cores. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return results;
}
