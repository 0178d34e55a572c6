import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianArchive } from './debian-package.ts';

describe('the archive that this machine installs from', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tulga-apt-'));
  });

  afterEach(() => rmSync(dir, { recursive: true }));

  it.each([
    ['sources.list', 'deb http://mirror.example/debian bookworm main\n'],
    ['sources.list', 'deb [signed-by=/k.gpg arch=amd64] http://mirror.example/debian/ bookworm main\n'],
    ['sources.list.d/debian.sources', 'Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\n'],
  ])('reads the mirror from %s', (name, text) => {
    mkdirSync(join(dir, 'sources.list.d'));
    writeFileSync(join(dir, 'sources.list.d/other.list'), 'deb http://other.example/apt stable main\n');
    writeFileSync(join(dir, name), text);

    expect(debianArchive(dir)?.uri.replace(/\/$/, '')).toBe('http://mirror.example/debian');
  });

  it('finds no archive on a machine without one', () => {
    expect(debianArchive(dir)).toBeUndefined();
  });
});
