import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Client } from './client.ts';
import { loadPack, type Pack } from './pack.ts';
import { Stage } from './stage.ts';
import { tell } from './tell.ts';
import { World } from './world.ts';

/** What of the story is already told in this installation. */
interface Bookmark {
  /** Seed of the idempotency keys: told again after an interruption, no step happens twice. */
  story: string;
  certificateNumber?: string;
  finished?: boolean;
}

/** What a visitor is shown first. */
export interface FirstSight {
  /** Link of the first certificate at the address that answers now; absent when the story ended without one. */
  certificateUrl?: string;
  /** Some people worth signing in as. */
  logins: { role: string; name: string }[];
}

export interface Telling {
  first: Promise<FirstSight>;
  /** Settles when the story is told to its end. */
  rest: Promise<void>;
}

/**
 * Plays the first demo program in a running installation, as `npm start` does: once per installation, continued where it was
 * interrupted.
 * @param dataDir where the installation keeps its files
 */
export function beginStory(gatewayUrl: string, dataDir: string, onProgress: (line: string) => void): Telling {
  let resolveFirst!: (sight: FirstSight) => void;
  let rejectFirst!: (error: unknown) => void;
  const first = new Promise<FirstSight>((done, failed) => {
    resolveFirst = done;
    rejectFirst = failed;
  });
  const show = (number: string | undefined, pack: Pack): void =>
    resolveFirst({ ...(number && { certificateUrl: `${gatewayUrl}/verify/${number}` }), logins: loginsOf(pack) });
  const rest = play(gatewayUrl, dataDir, onProgress, show);
  rest.catch(rejectFirst);
  return { first, rest };
}

async function play(
  gatewayUrl: string,
  dataDir: string,
  onProgress: (line: string) => void,
  onFirst: (number: string | undefined, pack: Pack) => void,
): Promise<void> {
  const file = join(dataDir, 'story.json');
  const pack = await loadPack(resolve(import.meta.dirname, 'packs/regional-leadership.json'));
  const found = await readBookmark(file);
  const bookmark = found ?? { story: randomUUID() };
  if (bookmark.certificateNumber || bookmark.finished) onFirst(bookmark.certificateNumber, pack);
  if (bookmark.finished) return;
  await keep(file, bookmark);

  const stage = new Stage(new Client(gatewayUrl, bookmark.story), { isContinued: found !== undefined });
  new World(pack, stage);
  await tell(stage, {
    onScene: (scene, progress) =>
      onProgress(`${Math.round(progress * 100)} %  ${scene.at.slice(0, 10)}  ${scene.label}`),
    onFirstCertificate: ({ number }) => {
      bookmark.certificateNumber = number;
      void keep(file, bookmark);
      onFirst(number, pack);
    },
  });
  await keep(file, { ...bookmark, finished: true });
  onFirst(bookmark.certificateNumber, pack);
}

function loginsOf(pack: Pack): FirstSight['logins'] {
  const { program, coordinators, nominations, assessment } = pack;
  const chair = assessment?.panels[0].members.find(({ role }) => role === 'chair');
  const cast: [string, string | undefined][] = [
    ['runs the program', program.officer],
    ['coordinator', coordinators[0]?.person],
    ['participant', nominations[0]?.person],
    ['chair of a panel', chair?.person],
  ];
  const nameOf = (key: string): string => pack.people.find((person) => person.key === key)!.name.cyrillic;
  return [
    { role: 'administrator', name: 'Платформа әкімшісі' },
    ...cast.flatMap(([role, key]) => (key ? [{ role, name: nameOf(key) }] : [])),
  ];
}

async function readBookmark(file: string): Promise<Bookmark | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Bookmark;
  } catch {
    return undefined;
  }
}

async function keep(file: string, bookmark: Bookmark): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(`${file}.part`, JSON.stringify(bookmark));
  await rename(`${file}.part`, file);
}
