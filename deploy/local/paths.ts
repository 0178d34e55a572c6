import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The checkout this file belongs to. */
export const projectDir = resolve(import.meta.dirname, '../..');

/** Everything the platform keeps between two starts. */
export const localDir = join(projectDir, '.local');

/** Makes a folder that other users of the machine may enter: `mode` of a recursive mkdir would close the parents too. */
export function makeOpenDir(path: string): string {
  if (existsSync(path)) return path;
  const parent = dirname(path);
  if (parent !== path) makeOpenDir(parent);
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
  return path;
}

/**
 * A folder outside the project that belongs to this checkout alone, for servers whose user cannot enter the project.
 * The name can be guessed, so a folder that somebody else made there first is refused.
 */
export function outsideDir(): string {
  const hash = createHash('sha256').update(projectDir).digest('hex').slice(0, 12);
  const path = makeOpenDir(join('/var/tmp', `tulga-${hash}`));
  const stat = lstatSync(path);
  if (!stat.isDirectory() || stat.uid !== process.getuid?.()) {
    throw new Error(`${path} belongs to another user of this machine; remove it or move the checkout`);
  }
  return path;
}
