import { execFile, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { localDir, makeOpenDir } from './paths.ts';

/** Versions 2.10.20 to 2.10.22 lose streams; older ones lack consumers with several filters. */
const minimum = [2, 10, 27];
/** Debian releases that carry a server new enough; the stable one first, since its version stays on the mirrors. */
const releases = ['trixie', 'sid'];

/** Finds a nats-server that is new enough, fetching one from the machine's own Debian archive when there is none. */
export async function findNatsServer(say: (message: string) => void = () => {}): Promise<string> {
  const given = process.env.NATS_SERVER_BIN;
  if (given) {
    if (isNewEnough(given)) return given;
    throw new Error(`NATS_SERVER_BIN (${given}) is no nats-server of at least ${minimum.join('.')}`);
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).map((dir) => join(dir, 'nats-server'));
  const cached = join(localDir, 'bin/nats-server');
  const found = [...onPath, cached].find((path) => existsSync(path) && isNewEnough(path));
  if (found) return found;

  say('fetching nats-server from the Debian archive');
  const failures: string[] = [];
  for (const release of releases) {
    const failure = await fetchInto(cached, release);
    if (!failure) return cached;
    failures.push(failure);
  }
  throw new Error(
    `There is no nats-server of at least ${minimum.join('.')} on this machine, and none could be fetched ` +
      `(${failures.join('; ')}). Install one (macOS: "brew install nats-server"; Debian 13 or newer: ` +
      '"apt install nats-server"; elsewhere: the release of the nats-server project) and put it on the PATH, ' +
      'or set NATS_SERVER_BIN to it.',
  );
}

/** Whether the program there answers as a nats-server of the minimal version or a later one. */
export function isNewEnough(path: string): boolean {
  const answer = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  const version = /v(\d+)\.(\d+)\.(\d+)/.exec(answer)?.slice(1).map(Number);
  if (!version) return false;
  const different = version.findIndex((part, place) => part !== minimum[place]);
  return different === -1 || version[different]! > minimum[different]!;
}

/** Fetches the package with a private configuration of apt, which checks the archive's signature and needs no root. */
async function fetchInto(target: string, release: string): Promise<string | undefined> {
  const archive = debianArchive();
  if (!archive) return 'this machine has no apt sources of Debian';
  makeOpenDir(join(localDir, 'bin'));
  const work = mkdtempSync(join(localDir, 'bin/apt-'));
  try {
    const options = privateApt(work, archive, release);
    await run(work, 'apt-get', [...options, 'update']);
    await run(work, 'apt-get', [...options, 'download', 'nats-server']);
    const deb = readdirSync(work).find((name) => name.endsWith('.deb'));
    if (!deb) return `${release} has no package nats-server`;
    await run(work, 'dpkg', ['-x', join(work, deb), join(work, 'unpacked')]);
    const unpacked = ['usr/sbin', 'usr/bin'].map((dir) => join(work, 'unpacked', dir, 'nats-server')).find(isNewEnough);
    if (!unpacked) return `the one of ${release} does not run here or is too old`;
    renameSync(unpacked, target);
    return undefined;
  } catch (error) {
    return `${release}: ${(error as Error).message}`;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
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
