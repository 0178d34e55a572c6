import { join } from 'node:path';
import { SmallDisk } from './small-disk.js';
import { TestProcess } from './test-process.js';
import { waitFor } from './wait-for.js';

const entry = join(import.meta.dirname, '../test/file-writer.ts');

SmallDisk.describe('a full disk', () => {
  it('refuses everything until there is room again', async () => {
    const disk = SmallDisk.create(8);
    const writer = await TestProcess.start({ entry, env: { DIRECTORY: disk.path } });
    try {
      await waitFor(() => writer.output.endsWith('written\n'));
      disk.fill();
      await waitFor(() => writer.output.endsWith('ENOSPC\n'));
      disk.free();
      await waitFor(() => writer.output.endsWith('written\n'));
    } finally {
      await writer.kill();
      disk.remove();
    }
  });
});
