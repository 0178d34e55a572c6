import { cpSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { SmallDisk, waitFor } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 as uuidv7 } from 'uuid';
import { MessagingStatus } from '../../src/index.js';
import { expectConverged } from '../convergence.js';
import { placed } from '../shop.js';
import { World } from '../world.js';

let world: World;
let disk: SmallDisk;
let shop: NestFastifyApplication;

beforeAll(async () => {
  world = await World.create();
  disk = SmallDisk.create(16);
  await moveStreamsTo(disk.path);
  shop = await world.start('shop');
  await world.start('store');
});

afterAll(async () => {
  await world?.end();
  disk?.remove();
});

SmallDisk.describe('a broker whose disk is full', () => {
  it('keeps no command from being done, and gets what it could not take once there is room again', async () => {
    const id = uuidv7();
    await world.record(shop, placed(id));
    await world.waitForSequences(id, [1]);

    disk.fill();
    for (let count = 0; count < 20; count++) await world.record(shop, placed(id));
    await waitFor(async () => (await shop.get(MessagingStatus).read()).outboxOldestMs > 1000);
    expect((await world.seen(id)).length).toBeLessThan(21);

    disk.free();
    // Newer servers leave a stream alone that they could not write to, until they are started again.
    await world.broker.kill();
    await world.broker.start();
    await expectConverged(world);
  }, 60_000);
});

/** The broker's files lie on the disk from now on. */
async function moveStreamsTo(path: string): Promise<void> {
  const streams = join(world.broker['directory'], 'jetstream');
  await world.broker.stopServer();
  cpSync(streams, join(path, 'jetstream'), { recursive: true });
  rmSync(streams, { recursive: true });
  symlinkSync(join(path, 'jetstream'), streams);
  await world.broker.start();
}
