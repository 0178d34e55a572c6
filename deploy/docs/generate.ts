import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeFile } from '../docker/compose.ts';
import { natsConfig, postgresInit } from '../docker/infrastructure.ts';
import { readManifests } from '../local/manifests.ts';
import { projectDir } from '../local/paths.ts';
import { contractComments } from './contract-comments.ts';
import { eventsPage, type PagedContract } from './events-page.ts';

/** What is generated from the contracts and manifests, by path. CI compares these with the committed files. */
export async function generatedFiles(contracts: readonly PagedContract[]): Promise<Map<string, string>> {
  const manifests = readManifests();
  const comments = await contractComments(join(projectDir, 'libs/contracts/src'));
  return new Map([
    ['docs/events.md', eventsPage(contracts, comments, manifests)],
    ['docker-compose.yml', composeFile(manifests)],
    ['deploy/nats/nats-server.conf', natsConfig(manifests)],
    ['deploy/postgres/init.sh', postgresInit(manifests)],
  ]);
}

/** `npm run docs`: writes them; the contracts come from the build. */
export async function generate(): Promise<void> {
  const built = join(projectDir, 'dist/libs/contracts/src/catalogue.js');
  const { contracts } = (await import(built)) as { contracts: PagedContract[] };
  for (const [path, content] of await generatedFiles(contracts)) await writeFile(join(projectDir, path), content);
}
