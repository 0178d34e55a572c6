import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { localDir, projectDir } from '../../deploy/local/paths.ts';
import type { Remedy } from './remedy.ts';

const leftOut = new Set(['node_modules', '.git', '.local', 'dist']);

/** A copy of the sources in which remedies can be switched off. */
export class Tree {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  static make(): Tree {
    const directory = mkdtempSync(join(tmpdir(), 'tulga-remedies-'));
    cpSync(projectDir, directory, {
      recursive: true,
      filter: (path) => !leftOut.has(relative(projectDir, path)),
    });
    symlinkSync(join(projectDir, 'node_modules'), join(directory, 'node_modules'));
    // The servers' programs that were fetched already.
    mkdirSync(join(directory, '.local'));
    symlinkSync(join(localDir, 'bin'), join(directory, '.local/bin'));
    return new Tree(directory);
  }

  /** Switches the remedy off while `work` runs. */
  async without<T>(remedy: Remedy, work: () => Promise<T>): Promise<T> {
    const path = join(this.directory, remedy.file);
    const source = readFileSync(path, 'utf8');
    writeFileSync(path, changed(source, remedy));
    try {
      return await work();
    } finally {
      writeFileSync(path, source);
    }
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** The source with the remedy off. The text that is searched for must say one place and no other. */
export function changed(
  source: string,
  { file, search, replace }: Pick<Remedy, 'file' | 'search' | 'replace'>,
): string {
  const [before, after, ...more] = source.split(search);
  if (after === undefined || more.length > 0) {
    throw new Error(`${file} has ${after === undefined ? 'no' : 'more than one'} place with the text: ${search}`);
  }
  return before + replace + after;
}
