import type { EventEnvelope } from '@app/contracts';
import { waitFor } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { MessagingStatus } from '../../src/index.js';
import { trouble } from '../shop.js';
import { World } from '../world.js';
import { expectHolds, timeoutMs } from './bounds.config.js';
import { deliveries, eventsOf, type Story } from './histories.js';

let world: World;
let store: NestFastifyApplication;
let second: NestFastifyApplication | undefined;
let secondData: DataSource;

beforeAll(async () => {
  world = await World.create();
  secondData = await new DataSource(world.storeData.dataSource.options).initialize();
  store = await world.start('store');
  second = await world.start('store', { dataSource: secondData });
});

afterAll(async () => {
  if (second) await world.stop(second);
  await secondData?.destroy();
  await world?.end();
});

describe('a consumer with two replicas', () => {
  it(
    'comes to the same state from any permutation of a history with duplicates as from the history in order',
    () =>
      expectHolds(deliveries, async ({ stories, order }) => {
        const told = stories.map((story) => ({ story, id: uuidv7() }));
        const events = told.flatMap(({ story, id }) => eventsOf(story, id));
        for (const { story, id } of told) failFirst(id, story.failures);

        await world.publish(...order.map((place) => events[place]!));
        await waitFor(async () => (await store.get(MessagingStatus).read()).pending === 0, { timeoutMs: 10_000 });

        for (const { story, id } of told) {
          // What was parked may be taken up a moment after the last delivery; what is wrong stays wrong.
          await waitFor(async () => (await stateOf(story, id)).left === 0).catch(() => {});
          expect(await stateOf(story, id)).toEqual(inOrder(story, id));
        }
      }),
    timeoutMs,
  );
});

function failFirst(id: string, failures: number): void {
  let left = failures;
  trouble.set(id, () => {
    if (left-- > 0) throw Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' });
  });
}

interface Outcome {
  sequence: number;
  /** Orders as the handler saw them, or the name that is kept of a customer. */
  handled: unknown;
  left: number;
}

function inOrder(story: Story, id: string): Outcome {
  const events = eventsOf(story, id);
  const placed = events.filter(({ type }) => type.endsWith('placed.v1')).map(({ sequence }) => sequence);
  const last = events.at(-1) as EventEnvelope<{ name: string } | null>;
  const handled = story.kind === 'order' ? placed : (last.data?.name ?? null);
  return { sequence: events.length, handled, left: 0 };
}

async function stateOf({ kind }: Story, id: string): Promise<Outcome> {
  const { dataSource } = world.storeData;
  const [position] = await world.rows<{ sequence: string }>('positions', id);
  const left = [...(await world.rows('parked', id)), ...(await world.rows('dead_letters', id))].length;
  const [known] = await dataSource.query('SELECT name FROM known_customers WHERE id = $1', [id]);
  const seen = (await world.seen(id)).map(({ sequence }) => sequence);
  return {
    sequence: Number(position?.sequence ?? 0),
    handled: kind === 'order' ? seen : ((known?.name as string | undefined) ?? null),
    left,
  };
}
