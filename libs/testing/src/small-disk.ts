import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeOpenDir } from '../../../deploy/local/paths.js';
import { testRun } from './test-run.config.js';

/** A disk of a few megabytes, in memory, for servers whose disk is to be full. Making one needs root. */
export class SmallDisk {
  private constructor(readonly path: string) {}

  /** Whether this user may make one. Whoever may not can set `limitFileSize` instead. */
  static get isPossible(): boolean {
    return process.getuid?.() === 0;
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

/**
 * Lets no file that this process writes grow beyond a size, as a disk without room does: PostgreSQL reports it as an error
 * of the statement, nats-server ends. Needs no root. Without a size the limit is lifted.
 */
export function limitFileSize(pid: number, bytes?: number): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes ?? 'unlimited'}:`]);
}
