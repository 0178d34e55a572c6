import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNatsServer, isNewEnough, keptServer } from './nats-binary.ts';

describe('the search for nats-server', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tulga-nats-'));
  });

  afterEach(() => rmSync(dir, { recursive: true }));

  function aServer(version: string, name = 'nats-server'): string {
    const path = join(dir, name);
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

  it('refuses to guess which end of what is supported was meant', async () => {
    process.env.TULGA_NATS = 'latest';

    await expect(findNatsServer()).rejects.toThrow('TULGA_NATS is "oldest" or "newest", not "latest"');
    delete process.env.TULGA_NATS;
  });

  it('takes among those kept side by side the newest with batches and the oldest without', () => {
    const versions = ['2.9.10', '2.10.27', '2.10.29', '2.11.4', '2.12.3', '2.15.1', '2.9.99'];
    const [, oldest, , , , newest] = versions.map((version) => aServer(version, `nats-server-${version}`));

    expect(keptServer('oldest', dir)).toBe(oldest);
    expect(keptServer('newest', dir)).toBe(newest);
  });

  it('has no newest one where only older ones are kept', () => {
    aServer('2.11.4', 'nats-server-2.11.4');

    expect(keptServer('newest', dir)).toBeUndefined();
    expect(keptServer('oldest', join(dir, 'nothing'))).toBeUndefined();
  });
});
