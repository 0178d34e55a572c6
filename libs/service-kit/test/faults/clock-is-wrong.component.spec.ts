import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { testRun, TestProcess } from '@app/testing';
import { LibraryWorld } from './library.world.js';

type Library = TestProcess<{ url: string }>;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const REFUSED = { status: 401, code: 'token-invalid' };
const DONE = { status: 201, code: undefined };

let world: LibraryWorld;
const started: Library[] = [];

beforeAll(async () => {
  world = await LibraryWorld.create(testRun().postgresUrl);
}, 60_000);

afterEach(() => Promise.all(started.splice(0).map((library) => library.kill())));

afterAll(() => world?.stop());

describe('a service whose clock is wrong', () => {
  it('by ten minutes refuses what seems to be over or from the future, and nothing else', async () => {
    const [ahead, behind] = [await start(10 * MINUTE), await start(-10 * MINUTE)];

    expect(await add(ahead, { expiresIn: 300 })).toEqual(REFUSED);
    expect(await add(ahead, { expiresIn: 3600 })).toEqual(DONE);
    expect(await add(behind, { expiresIn: 3600 })).toEqual(REFUSED);
    expect(await add(behind, { expiresIn: -60 })).toEqual(REFUSED);
  });

  it('by less than the leeway takes what the others take', async () => {
    const [ahead, behind] = [await start(20 * SECOND), await start(-20 * SECOND)];

    expect(await add(ahead, { expiresIn: 5 })).toEqual(DONE);
    expect(await add(behind, { expiresIn: 3600 })).toEqual(DONE);
  });
});

describe('a service whose clock is right', () => {
  it('takes no token that has been over for a minute', async () => {
    const right = await start(0);

    expect(await add(right, { expiresIn: 300 })).toEqual(DONE);
    expect(await add(right, { expiresIn: -60 })).toEqual(REFUSED);
  });
});

async function start(clockShiftMs: number): Promise<Library> {
  const entry = join(import.meta.dirname, 'library.main.ts');
  const library: Library = await TestProcess.start({ entry, env: world.environment(), clockShiftMs });
  started.push(library);
  return library;
}

/** Adds a book with a token that is good for so many seconds by the clock of whoever gave it out. */
async function add(library: Library, { expiresIn }: { expiresIn: number }): Promise<{ status: number; code?: string }> {
  const response = await fetch(new URL('/v1/books', library.ready.url), {
    method: 'POST',
    headers: await world.coordinator(expiresIn),
    body: JSON.stringify({ organizationId: world.organizationId, title: randomUUID().slice(0, 18) }),
  });
  const { code } = (await response.json()) as { code?: string };
  return { status: response.status, code };
}
