import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectDir } from '../local/paths.ts';

const pages = globSync(['*.md', 'docs/**/*.md', 'apps/*/README.md', 'libs/*/README.md', 'deploy/**/*.md'], {
  cwd: projectDir,
}).sort();

/** Addresses of links and pictures, without those to the outside and to headings. */
function linksIn(page: string): string[] {
  const text = readFileSync(join(projectDir, page), 'utf8');
  const links = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, address]) => address!);
  return links.filter((address) => !/^[a-z]+:/.test(address));
}

describe('The links of the documentation', () => {
  it.each(pages)('of %s lead to what is there', (page) => {
    const missing = linksIn(page).filter((address) => !existsSync(join(projectDir, dirname(page), address)));

    expect(missing).toEqual([]);
  });

  it('lead through every stop of the main flow', () => {
    const stops = linksIn('docs/architecture.md').filter((address) => address.endsWith('.ts'));

    expect(stops.length).toBeGreaterThan(12);
    expect(readFileSync(join(projectDir, 'docs/architecture.md'), 'utf8')).toContain('```mermaid');
  });
});

describe('The methods that the architecture page names', () => {
  it.each([
    ['apps/assessment/src/decisions/decisions.service.ts', 'async record('],
    ['apps/assessment/src/projects/project.ts', 'decide('],
    ['apps/certification/src/cases/certificate-case.ts', 'learn('],
  ])('are in %s', (path, method) => {
    expect(readFileSync(join(projectDir, path), 'utf8')).toContain(method);
  });
});
