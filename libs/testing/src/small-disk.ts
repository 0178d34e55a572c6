import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeOpenDir } from '../../../deploy/local/paths.js';
import { testRun } from './test-run.config.js';

/** A disk of a few megabytes, in memory, for servers whose disk is to be full. Only root may make one. */
export class SmallDisk {
  private constructor(readonly path: string) {}

  /** A describe block that needs such a disk; for users who may not make one it is skipped and says so. */
  static describe(name: string, body: () => void): void {
    if (process.getuid?.() === 0) return describe(name, body);
    process.stderr.write(`Skipped "${name}": only root may make a small disk.\n`);
    describe.skip(name, body);
  }

  static create(megabytes: number): SmallDisk {
    makeOpenDir(testRun().directory);
    const path = mkdtempSync(join(testRun().directory, 'disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tulga-test', path]);
    return new SmallDisk(path);
  }

  /** Takes all the space that is left. */
  fill(): void {
    const filler = openSync(this.filler, 'a');
    // The last bytes in ever smaller pieces.
    for (let size = 1024 * 1024; size > 0;) if (!hasRoomFor(filler, size)) size = Math.floor(size / 2);
    closeSync(filler);
  }

  /** Gives back what `fill` took. */
  free(): void {
    rmSync(this.filler, { force: true });
  }

  /** Once nobody uses it any more. */
  remove(): void {
    execFileSync('umount', [this.path]);
    rmSync(this.path, { recursive: true });
  }

  private get filler(): string {
    return join(this.path, 'filler');
  }
}

function hasRoomFor(file: number, size: number): boolean {
  try {
    writeSync(file, Buffer.alloc(size));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    return false;
  }
}
