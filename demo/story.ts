import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Client } from './client.ts';
import { loadPack } from './pack.ts';
import { tell } from './tell.ts';
import { World } from './world.ts';

/** What of the story is already told in this installation. */
interface Bookmark {
  /** Seed of the idempotency keys: told again after an interruption, no step happens twice. */
  story: string;
  certificateNumber?: string;
  finished?: boolean;
}

export interface Telling {
  /** Link of the first certificate at the address that answers now. */
  first: Promise<{ certificateUrl: string }>;
  /** Settles when the story is told to its end. */
  rest: Promise<void>;
}

/**
 * Plays the first demo program in a running installation, as `npm start` does: once per installation, continued where it was
 * interrupted.
 * @param dataDir where the installation keeps its files
 */
export function beginStory(gatewayUrl: string, dataDir: string, onProgress: (line: string) => void): Telling {
  let resolveFirst!: (link: { certificateUrl: string }) => void;
  let rejectFirst!: (error: unknown) => void;
  const first = new Promise<{ certificateUrl: string }>((done, failed) => {
    resolveFirst = done;
    rejectFirst = failed;
  });
  const linkTo = (number: string): void => resolveFirst({ certificateUrl: `${gatewayUrl}/verify/${number}` });
  const rest = play(gatewayUrl, dataDir, onProgress, linkTo);
  rest.catch(rejectFirst);
  return { first, rest };
}

async function play(
  gatewayUrl: string,
  dataDir: string,
  onProgress: (line: string) => void,
  onFirst: (number: string) => void,
): Promise<void> {
  const file = join(dataDir, 'story.json');
  const bookmark = await readBookmark(file);
  if (bookmark.certificateNumber) onFirst(bookmark.certificateNumber);
  if (bookmark.finished) return;
  await keep(file, bookmark);

  const pack = await loadPack(resolve(import.meta.dirname, 'packs/regional-leadership.json'));
  const world = new World(pack, new Client(gatewayUrl, bookmark.story));
  await tell(world, {
    onScene: (scene, progress) =>
      onProgress(`${Math.round(progress * 100)} %  ${scene.at.slice(0, 10)}  ${scene.label}`),
    onFirstCertificate: ({ number }) => {
      bookmark.certificateNumber = number;
      void keep(file, bookmark);
      onFirst(number);
    },
  });
  await keep(file, { ...bookmark, finished: true });
}

async function readBookmark(file: string): Promise<Bookmark> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Bookmark;
  } catch {
    return { story: randomUUID() };
  }
}

async function keep(file: string, bookmark: Bookmark): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(`${file}.part`, JSON.stringify(bookmark));
  await rename(`${file}.part`, file);
}
