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
      expect({ path, content: await readFile(join(projectDir, path), 'utf8') }).toEqual({ path, content });
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

    const named = readManifests().flatMap(({ publishes, consumes }) => [...publishes, ...consumes]);

    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});
