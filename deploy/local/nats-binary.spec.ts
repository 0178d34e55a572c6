import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianArchive, findNatsServer, isNewEnough } from './nats-binary.ts';

describe('the search for nats-server', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tulga-nats-'));
  });

  afterEach(() => rmSync(dir, { recursive: true }));

  function aServer(version: string): string {
    const path = join(dir, 'nats-server');
    writeFileSync(path, `#!/bin/sh\necho "nats-server: v${version}"\n`);
    chmodSync(path, 0o755);
    return path;
  }

  it.each([
    ['2.9.10', false],
    ['2.10.22', false],
    ['2.10.26', false],
    ['2.10.27', true],
    ['2.11.0', true],
    ['3.0.0', true],
  ])('judges version %s: %s', (version, expected) => {
    expect(isNewEnough(aServer(version))).toBe(expected);
  });

  it('takes no file that is not there or does not run', () => {
    writeFileSync(join(dir, 'text'), 'text');

    expect(isNewEnough(join(dir, 'nothing'))).toBe(false);
    expect(isNewEnough(join(dir, 'text'))).toBe(false);
  });

  it('obeys NATS_SERVER_BIN and refuses it when it is too old', async () => {
    process.env.NATS_SERVER_BIN = aServer('2.11.4');
    expect(await findNatsServer()).toBe(join(dir, 'nats-server'));

    process.env.NATS_SERVER_BIN = aServer('2.10.20');
    await expect(findNatsServer()).rejects.toThrow('is no nats-server of at least 2.10.27');
    delete process.env.NATS_SERVER_BIN;
  });

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
