import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../../deploy/local/paths.ts';
import { faults } from './faults.ts';
import { remedies } from './remedies.ts';
import { cellsOf } from './table.ts';
import { changed } from './tree.ts';

describe('the list of remedies', () => {
  it.each(remedies)('knows where "$remedy" stands in the code', (remedy) => {
    const source = read(remedy.file);

    expect(changed(source, remedy)).not.toBe(source);
    expect(faults[remedy.fault]).toBeDefined();
  });

  it.each(remedies)('names the test that fails without "$remedy"', ({ spec, test }) => {
    expect(testsIn(read(spec)).some((pattern) => pattern.test(test))).toBe(true);
  });

  it('calls no two remedies by the same words', () => {
    const texts = remedies.map(({ remedy }) => remedy);

    expect(new Set(texts).size).toBe(texts.length);
  });

  it('stands as a whole in docs/delivery.md', () => {
    const rows = read('docs/delivery.md').match(/^\| \d+ .*$/gm) ?? [];

    // Written by "npm run remedies -- --write".
    expect(
      rows.map((row) => row.split(/(?<!\\)\|/).slice(1, 5)).map((cells) => cells.map((text) => text.trim())),
    ).toEqual(remedies.map(cellsOf));
  });

  it('refuses a text that stands nowhere or more than once', () => {
    const place = { file: 'a.ts', replace: 'y' };

    expect(() => changed('x x', { ...place, search: 'x' })).toThrow('more than one place');
    expect(() => changed('x', { ...place, search: 'z' })).toThrow('no place');
  });
});

function read(path: string): string {
  const file = join(projectDir, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Full names of the tests of a spec that has its `describe`s on one level; what is filled in may be any text. */
function testsIn(source: string): RegExp[] {
  const names = [
    ...source.matchAll(/\b(describe|it)(?:\.each\((?:\w+|\[[\s\S]*?\](?: as const)?)\))?\(\s*(['`"])(.*?)\2,/g),
  ];
  let state = '';
  return names.flatMap(([, kind, , name]) => {
    if (kind === 'describe') state = name!;
    return kind === 'it' ? [new RegExp(`^${patternOf(`${state} ${name}`)}$`)] : [];
  });
}

function patternOf(name: string): string {
  const text = name.replaceAll(/\\(['`"])/g, '$1');
  return text
    .split(/\$\{[^}]*\}|%[isdo]|\$\w+/)
    .map((part) => part.replaceAll(/[.*+?^()|[\]\\{}$]/g, '\\$&'))
    .join('.+');
}
