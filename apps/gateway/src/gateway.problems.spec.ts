import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemTexts } from '@app/service-kit';
import { gatewayProblems } from './gateway.problems.js';

describe('The problems of the gateway', () => {
  const sources = globSync('**/*.ts', { cwd: import.meta.dirname }).filter((path) => !path.endsWith('.spec.ts'));
  const code = /new Problem\(\s*\d+,\s*'([^']+)'/g;
  const used = sources.flatMap((path) =>
    [...readFileSync(join(import.meta.dirname, path), 'utf8').matchAll(code)].map(([, name]) => name!),
  );
  const texts = new ProblemTexts(gatewayProblems);

  it.each([...new Set(used)])('%s has a title in three languages', (name) => {
    const titles = (['kk', 'ru', 'en'] as const).map((language) =>
      texts.title(name, language, { service: 'x', services: 'x' }),
    );

    expect(new Set(titles).size).toBe(3);
    for (const title of titles) expect(title).not.toContain('{{');
  });

  it('are all used', () => {
    expect(Object.keys(gatewayProblems).filter((name) => !used.includes(name))).toEqual([]);
  });
});
