import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contracts } from '@app/contracts';
import { readManifests } from '../local/manifests.ts';
import { projectDir } from '../local/paths.ts';
import { eventsPage } from './events-page.ts';
import { generatedFiles } from './generate.ts';

describe('Generated files', () => {
  it('are committed as the contracts and manifests make them (npm run docs)', async () => {
    for (const [path, content] of await generatedFiles(contracts)) {
      const committed = await readFile(join(projectDir, path), 'utf8');
      if (committed !== content) throw new Error(`${path} is stale: run npm run docs`);
    }
  });

  it('show each contract with its consumers', () => {
    const page = eventsPage(
      contracts,
      new Map([['assessment.project.evaluated.v1', 'A panel decided.']]),
      readManifests(),
    );

    expect(page).toContain('### `assessment.project.evaluated.v1` (fact)\n\nA panel decided.');
    expect(page).toMatch(
      /`evt\.assessment\.project\.evaluated\.v1` · audience organization · consumed by .*enrollment/,
    );
    for (const contract of contracts) expect(page).toContain(contract.subject);
  });

  it('name only contracts that exist in the manifests', () => {
    const known = new Set(contracts.map(({ kind, name }) => (kind === 'state' ? `state:${name}` : name)));

    for (const { name, publishes, consumes } of readManifests())
      for (const entry of [...publishes, ...consumes]) if (!known.has(entry)) throw new Error(`${name} names ${entry}`);
  });
});
