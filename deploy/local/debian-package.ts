import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Unpacks a package of a Debian release into a folder below `work`, which it answers. Uses a private configuration of
 * apt, which checks the archive's signature, needs no root and leaves the machine's own packages alone.
 */
export async function unpackDebianPackage(name: string, release: string, work: string): Promise<string> {
  const archive = debianArchive();
  if (!archive) throw new Error('this machine has no apt sources of Debian');
  const options = privateApt(work, archive, release);
  await run(work, 'apt-get', [...options, 'update']);
  await run(work, 'apt-get', [...options, 'download', name]);
  const deb = readdirSync(work).find((entry) => entry.endsWith('.deb'));
  if (!deb) throw new Error(`${release} has no package ${name}`);
  const unpacked = join(work, 'unpacked');
  await run(work, 'dpkg', ['-x', join(work, deb), unpacked]);
  return unpacked;
}

function privateApt(work: string, archive: { uri: string; keyring: string }, release: string): string[] {
  const signedBy = archive.keyring ? ` [signed-by=${archive.keyring}]` : '';
  writeFileSync(join(work, 'sources.list'), `deb${signedBy} ${archive.uri} ${release} main\n`);
  for (const dir of ['none', 'state/lists/partial', 'cache/archives/partial']) {
    mkdirSync(join(work, dir), { recursive: true });
  }
  return [
    `Dir::Etc::sourcelist=${join(work, 'sources.list')}`,
    `Dir::Etc::sourceparts=${join(work, 'none')}`,
    `Dir::Etc::preferencesparts=${join(work, 'none')}`,
    `Dir::State=${join(work, 'state')}`,
    'Dir::State::status=/var/lib/dpkg/status',
    `Dir::Cache=${join(work, 'cache')}`,
    'APT::Sandbox::User=',
    'APT::Default-Release=',
    'Acquire::Languages=none',
    'Acquire::Retries=2',
  ].flatMap((option) => ['-o', option]);
}

/** The archive that this machine installs from; a mirror named here would be wrong for somebody. */
export function debianArchive(etc = '/etc/apt'): { uri: string; keyring: string } | undefined {
  const parts = join(etc, 'sources.list.d');
  const names = existsSync(parts) ? readdirSync(parts).map((name) => join(parts, name)) : [];
  const files = [join(etc, 'sources.list'), ...names].filter(
    (path) => /\.(list|sources)$/.test(path) && existsSync(path),
  );
  const text = files.map((path) => readFileSync(path, 'utf8')).join('\n\n');
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
  const uris = [...text.matchAll(/^(?:URIs:\s*|deb\s+(?:\[[^\]]*\]\s+)?)(\S+)/gm)].map((match) => match[1]!);
  const uri = uris.find((candidate) => /\/debian\/?$/.test(candidate));
  return uri ? { uri, keyring: existsSync(keyring) ? keyring : '' } : undefined;
}

async function run(cwd: string, program: string, args: string[]): Promise<void> {
  const env = { ...process.env, LC_ALL: 'C' };
  try {
    await promisify(execFile)(program, args, { cwd, env });
  } catch (error) {
    const { code, stderr } = error as { code?: string | number; stderr?: string };
    if (code === 'ENOENT') throw new Error(`${program} is not installed`, { cause: error });
    throw new Error(`${program} said: ${stderr?.trim().split('\n').pop()}`, { cause: error });
  }
}
