import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeFile } from '../docker/compose.ts';
import { environmentExample } from '../docker/environment-example.ts';
import { natsConfig, postgresInit } from '../docker/infrastructure.ts';
import { keycloakRealm } from '../keycloak/realm.ts';
import { readManifests } from '../local/manifests.ts';
import { projectDir } from '../local/paths.ts';
import { asyncApiFile } from './asyncapi-document.ts';
import { contractComments } from './contract-comments.ts';
import { eventsPage, type PagedContract } from './events-page.ts';
import { openApiFile } from './openapi-document.ts';

/** What is generated from the contracts and manifests, by path. CI compares these with the committed files. */
export async function generatedFiles(contracts: readonly PagedContract[]): Promise<Map<string, string>> {
  const manifests = readManifests();
  const comments = await contractComments(join(projectDir, 'libs/contracts/src'));
  return new Map([
    ['docs/events.md', eventsPage(contracts, comments, manifests)],
    ['docs/asyncapi.json', asyncApiFile(contracts, comments, manifests)],
    ['docker-compose.yml', composeFile(manifests)],
    ['.env.example', environmentExample(manifests)],
    ['deploy/keycloak/tulga-realm.json', keycloakRealm(manifests)],
    ['deploy/nats/nats-server.conf', natsConfig(manifests)],
    ['deploy/postgres/init.sh', postgresInit(manifests)],
  ]);
}

/** `npm run docs`: writes them; the contracts come from the build. */
export async function generate(): Promise<void> {
  const built = join(projectDir, 'dist/libs/contracts/src/catalogue.js');
  const { contracts } = (await import(built)) as { contracts: PagedContract[] };
  const files = [...(await generatedFiles(contracts)), ['docs/openapi.json', await openApiFile()] as const];
  for (const [path, content] of files) await writeFile(join(projectDir, path), content);
}
