import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = process.cwd();
const TITLE = /\b(?:it|test|describe)(?:\.each\([^]*?\))?\(\s*['"`](H\d+) /g;

/** Spec files of the repository: this one only reads titles. */
function specsBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.spec.ts') && !name.includes('node_modules'))
    .map((name) => join(root, folder, name))
    .filter((path) => path !== join(root, 'test/hard-cases/index.spec.ts'));
}

/** For each hard case the files with a test that begins with its name. */
function found(): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const path of ['apps', 'libs', 'demo', 'deploy', 'test'].flatMap(specsBelow)) {
    for (const [, name] of readFileSync(path, 'utf8').matchAll(TITLE)) {
      files.set(name!, [...new Set([...(files.get(name!) ?? []), relative(root, path)])]);
    }
  }
  return files;
}

const files = found();
const index = readFileSync(join(root, 'test/hard-cases/README.md'), 'utf8');
const rowOf = (name: string) => index.split('\n').find((line) => line.startsWith(`| ${name} `)) ?? '';
const names = Array.from({ length: 14 }, (_, position) => `H${position + 1}`);

describe('The hard cases of the programs', () => {
  it.each(names)('%s has a test that is named after it, and the index tells where', (name) => {
    expect(files.get(name) ?? []).not.toEqual([]);
    for (const file of files.get(name)!) expect(rowOf(name)).toContain(file);
  });

  it('are these and no others', () => {
    expect([...files.keys()].filter((name) => !names.includes(name))).toEqual([]);
  });
});
