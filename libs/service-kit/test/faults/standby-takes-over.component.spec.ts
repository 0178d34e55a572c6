import { join } from 'node:path';
import { TestProcess, waitFor } from '@app/testing';
import { LibraryWorld } from './library.world.js';
import { PostgresPair } from './postgres-pair.js';
import { Readers } from './readers.js';

let pair: PostgresPair;
let world: LibraryWorld;
let library: TestProcess<{ url: string }>;
let load: Readers;
/** Titles whose addition was answered with success, over all tests. */
const answered: string[] = [];

beforeAll(async () => {
  pair = await PostgresPair.start();
  world = await LibraryWorld.create(pair.adminUrl);
  const entry = join(import.meta.dirname, 'library.main.ts');
  library = await TestProcess.start({ entry, env: world.environment() });
}, 60_000);

beforeEach(async () => {
  await pair.addStandby();
  load = new Readers(library.ready.url, await world.coordinator(), world.organizationId);
  await until(() => load.added.length >= 20);
}, 60_000);

afterEach(() => load?.stop());

afterAll(async () => {
  await library?.kill();
  await world?.stop();
  await pair?.stop();
});

describe('a standby that takes over from a PostgreSQL that is killed under load', () => {
  it('has every command that was answered, and none twice whose answer was lost, and the service lives on', async () => {
    pair.loseAnswers();
    await until(async () => (await books()).length >= answered.length + load.added.length + load.count);
    await pair.failOver();

    await expectNothingLost();
  }, 60_000);

  it('has them also when it was cut off before: nothing is answered that it does not have', async () => {
    pair.cutOffStandby();
    const before = load.added.length;
    await until(async () => (await pair.waiting()) >= load.count || load.added.length > before + 2 * load.count);
    await pair.failOver();

    await expectNothingLost();
  }, 60_000);
});

async function expectNothingLost(): Promise<void> {
  const before = load.added.length;
  await until(() => load.added.length >= before + 20);
  await load.stop();
  answered.push(...load.added);

  expect((await books()).sort()).toEqual(answered.sort());
  expect(load.refused).toBeGreaterThan(0);
  expect(library.isAlive).toBe(true);
}

async function books(): Promise<string[]> {
  const rows = await world.query<{ title: string }>('SELECT title FROM books');
  return rows.map(({ title }) => title);
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  await waitFor(condition, { timeoutMs: 20_000 });
}
