import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limitFileSize, SmallDisk } from './small-disk.js';
import { TestProcess } from './test-process.js';
import { waitFor } from './wait-for.js';

const entry = join(import.meta.dirname, '../test/file-writer.ts');

describe('a full disk', () => {
  it('refuses everything until there is room again', async () => {
    await (SmallDisk.isPossible ? expectSmallDisk() : expectLimit());
  });

  it('can be had without root by a limit of file sizes', async () => {
    await expectLimit();
  });
});

async function expectSmallDisk(): Promise<void> {
  const disk = SmallDisk.create(8);
  try {
    await expectFull(
      disk.path,
      'ENOSPC',
      () => disk.fill(),
      () => disk.free(),
    );
  } finally {
    disk.remove();
  }
}

async function expectLimit(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'tulga-limited-'));
  const limit = (pid: number): void => limitFileSize(pid, 1024);
  await expectFull(directory, 'EFBIG', limit, (pid) => limitFileSize(pid));
  rmSync(directory, { recursive: true });
}

async function expectFull(
  directory: string,
  code: string,
  fill: (pid: number) => void,
  free: (pid: number) => void,
): Promise<void> {
  const writer = await TestProcess.start({ entry, env: { DIRECTORY: directory } });
  try {
    await waitFor(() => writer.output.endsWith('written\n'));
    fill(writer.pid);
    await waitFor(() => writer.output.endsWith(`${code}\n`));
    free(writer.pid);
    await waitFor(() => writer.output.endsWith('written\n'));
  } finally {
    await writer.kill();
  }
}
