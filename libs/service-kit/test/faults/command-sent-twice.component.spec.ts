import { FaultyProxy, testRun } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService } from '../../src/index.js';
import { libraryService } from '../library.service.js';
import { LibraryWorld } from './library.world.js';

let world: LibraryWorld;
let network: FaultyProxy;
let app: NestFastifyApplication;
let headers: Record<string, string>;

beforeAll(async () => {
  world = await LibraryWorld.create(testRun().postgresUrl);
  network = await FaultyProxy.before(testRun().postgresUrl);
  app = await createService(libraryService, world.environment(network.through(world.databaseUrl)));
  headers = await world.coordinator();
});

afterAll(async () => {
  await app?.close();
  await network?.stop();
  await world?.stop();
});

describe('a command whose answer was lost', () => {
  it('is done once when it is sent again with its key, though the first time nobody knew whether it was', async () => {
    network.set({ cut: { direction: 'toServer', after: 'COMMIT' } });
    const lost = await add('Abai');
    network.heal();

    const again = await add('Abai');
    const third = await add('Abai');

    expect(lost.statusCode).toBeGreaterThanOrEqual(500);
    expect(again.statusCode).toBe(201);
    expect(third.body).toBe(again.body);
    expect(await world.query('SELECT id FROM books')).toEqual([{ id: again.json().id }]);
  });
});

function add(title: string) {
  const payload = { organizationId: world.organizationId, title };
  return app.inject({ method: 'POST', url: '/v1/books', headers: { ...headers, 'idempotency-key': title }, payload });
}
