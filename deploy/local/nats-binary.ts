import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { unpackDebianPackage } from './debian-package.ts';
import { localDir, makeOpenDir } from './paths.ts';

/** The two ends of what is supported. */
export type NatsAge = 'oldest' | 'newest';

type Version = [number, number, number];

/** Versions 2.10.20 to 2.10.22 lose streams; older ones lack consumers with several filters. */
const minimum: Version = [2, 10, 27];
/** The first version that stores a batch of messages as one. */
const withBatches: Version = [2, 12, 0];
/** The Debian releases that carry them: the version of the stable one stays on the mirrors, the other one moves on. */
const releases: Record<NatsAge, string> = { oldest: 'trixie', newest: 'sid' };

const binDir = join(localDir, 'bin');

/**
 * Finds a nats-server that is new enough: the one that NATS_SERVER_BIN names, the end that TULGA_NATS asks for, one on the
 * PATH, and else the newest that is kept here or that the machine's own Debian archive has.
 */
export async function findNatsServer(say: (message: string) => void = () => {}): Promise<string> {
  const { NATS_SERVER_BIN: given, TULGA_NATS: age, PATH = '' } = process.env;
  if (given) {
    if (isNewEnough(given)) return given;
    throw new Error(`NATS_SERVER_BIN (${given}) is no nats-server of at least ${minimum.join('.')}`);
  }
  if (age) return fetchNats(ageOf(age), say);
  const onPath = PATH.split(delimiter).map((dir) => join(dir, 'nats-server'));
  const found = onPath.find((path) => existsSync(path) && isNewEnough(path));
  if (found) return found;

  const failures: string[] = [];
  for (const either of ['newest', 'oldest'] as const) {
    try {
      return await fetchNats(either, say);
    } catch (error) {
      failures.push((error as Error).message);
    }
  }
  throw new Error(
    `There is no nats-server of at least ${minimum.join('.')} on this machine, and none could be fetched ` +
      `(${failures.join('; ')}). Install one (macOS: "brew install nats-server"; Debian 13 or newer: ` +
      '"apt install nats-server"; elsewhere: the release of the nats-server project) and put it on the PATH, ' +
      'or set NATS_SERVER_BIN to it.',
  );
}

/** The server of one end, kept side by side with the other in `.local/bin`. */
export async function fetchNats(age: NatsAge, say: (message: string) => void = () => {}): Promise<string> {
  const kept = keptServer(age, binDir);
  if (kept) return kept;
  const release = releases[age];
  say(`fetching nats-server from the Debian archive (${release})`);
  makeOpenDir(binDir);
  const work = mkdtempSync(join(binDir, 'apt-'));
  try {
    const unpacked = await unpackDebianPackage('nats-server', release, work);
    const server = ['usr/sbin', 'usr/bin'].map((dir) => join(unpacked, dir, 'nats-server')).find(isNewEnough);
    if (!server) throw new Error('it does not run here or is too old');
    const target = join(binDir, `nats-server-${versionOf(server)!.join('.')}`);
    renameSync(server, target);
    return target;
  } catch (error) {
    throw new Error(`nats-server of ${release}: ${(error as Error).message}`, { cause: error });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The one of that end among those in a folder: the newest that knows batches, or the oldest that does not. */
export function keptServer(age: NatsAge, dir: string): string | undefined {
  const names = existsSync(dir) ? readdirSync(dir).filter((name) => /^nats-server-\d/.test(name)) : [];
  const servers = names
    .map((name) => join(dir, name))
    .flatMap((path) => (isNewEnough(path) ? [{ path, version: versionOf(path)! }] : []))
    .filter(({ version }) => compare(version, withBatches) >= 0 === (age === 'newest'))
    .sort((one, other) => compare(one.version, other.version));
  return servers.at(age === 'newest' ? -1 : 0)?.path;
}

/** Whether the program there answers as a nats-server of the minimal version or a later one. */
export function isNewEnough(path: string): boolean {
  return isAtLeast(path, minimum);
}

/** Whether the program there answers as a nats-server of that version or a later one. */
export function isAtLeast(path: string, wanted: Version): boolean {
  const version = versionOf(path);
  return version !== undefined && compare(version, wanted) >= 0;
}

function versionOf(path: string): Version | undefined {
  const answer = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  return /v(\d+)\.(\d+)\.(\d+)/.exec(answer)?.slice(1).map(Number) as Version | undefined;
}

function compare(one: Version, other: Version): number {
  const place = one.findIndex((part, index) => part !== other[index]);
  return place === -1 ? 0 : one[place]! - other[place]!;
}

function ageOf(text: string): NatsAge {
  if (text === 'oldest' || text === 'newest') return text;
  throw new Error(`TULGA_NATS is "oldest" or "newest", not "${text}"`);
}
