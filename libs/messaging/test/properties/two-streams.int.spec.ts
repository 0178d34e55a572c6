import type { EventEnvelope } from '@app/contracts';
import { waitFor } from '@app/testing';
import fc from 'fast-check';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 as uuidv7 } from 'uuid';
import { MessagingStatus } from '../../src/index.js';
import { CustomerStateV1, OrderPlacedV1 } from '../shop.js';
import { eventOf, World } from '../world.js';
import { expectHolds, timeoutMs } from './bounds.config.js';

/** Orders of customers: states and facts travel in streams of their own, which nothing keeps in step. */
interface Meeting {
  /** For each order the customer of each of its facts. */
  orders: number[][];
  /** How many versions of each customer are published. */
  versions: number[];
  /** Which order or customer is published of next. */
  turns: number[];
  /** Before which messages the store has settled all that came earlier. */
  pauses: number[];
}

const CUSTOMERS = 3;

const meetings: fc.Arbitrary<Meeting> = fc.record({
  orders: fc.array(fc.array(fc.nat(CUSTOMERS - 1), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
  versions: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: CUSTOMERS, maxLength: CUSTOMERS }),
  turns: fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
  pauses: fc.uniqueArray(fc.nat(28), { maxLength: 3 }),
});

let world: World;
let store: NestFastifyApplication;

beforeAll(async () => {
  world = await World.create();
  store = await world.start('store');
});

afterAll(() => world?.end());

describe('facts that need rows of a replica', () => {
  it(
    'are all applied, and none becomes a dead letter, in whatever order the two streams bring them',
    () =>
      expectHolds(meetings, async (meeting) => {
        const customers = meeting.versions.map(() => uuidv7());
        const orders = meeting.orders.map((buyers) => ({ id: uuidv7(), buyers }));
        const facts = orders.map(({ id, buyers }) => buyers.map((buyer, at) => factOf(id, at + 1, customers[buyer]!)));
        const states = customers.map((id, at) => numbers(meeting.versions[at]!).map((version) => stateOf(id, version)));

        for (const [place, event] of drawn([...facts, ...states], meeting.turns).entries()) {
          if (meeting.pauses.includes(place)) await quiet();
          await world.publish(event);
        }

        for (const { id, buyers } of orders) await world.waitForSequences(id, numbers(buyers.length), 10_000);
        await quiet();
        expect(await store.get(MessagingStatus).read()).toMatchObject({ parked: 0, deadLetters: 0, doubles: 0 });
      }),
    timeoutMs,
  );
});

/** Takes from the queues in turns, the first of a queue first. */
function drawn(queues: EventEnvelope[][], turns: number[]): EventEnvelope[] {
  const left = queues.map((queue) => [...queue]);
  const total = left.flat().length;
  return numbers(total).map((_, place) => {
    const open = left.filter((queue) => queue.length > 0);
    return open[turns[place % turns.length]! % open.length]!.shift()!;
  });
}

async function quiet(): Promise<void> {
  await waitFor(async () => (await store.get(MessagingStatus).read()).pending === 0);
}

function factOf(id: string, sequence: number, customerId: string): EventEnvelope {
  return eventOf(OrderPlacedV1, id, sequence, { data: { total: sequence, customerId } });
}

function stateOf(id: string, version: number): EventEnvelope {
  return eventOf(CustomerStateV1, id, version);
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, place) => place + 1);
}
