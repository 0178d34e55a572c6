import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { TempBroker } from '@app/testing';
import { Random } from '../../libs/testing/src/random.ts';
import { loseMessages } from './lost-messages.ts';

let broker: TempBroker;
let admin: NatsConnection;

beforeEach(async () => {
  broker = await TempBroker.create([{ name: 'programs' }], { allowDeletes: true });
  admin = await broker.connectAs('admin');
});

afterEach(async () => {
  await admin?.close();
  await broker?.stop();
});

const lose = (seed: number): Promise<Record<string, number[]>> =>
  loseMessages({ url: broker.url, ...broker.users['admin']! }, new Random(seed));

async function say(subject: string, count: number): Promise<void> {
  for (let said = 0; said < count; said++) await jetstream(admin).publish(subject, 'said');
}

/** Which of the places from 1 on have nothing. */
async function emptyPlaces(stream: string, said: number): Promise<number[]> {
  const { streams } = await jetstreamManager(admin);
  const places = Array.from({ length: said }, (_, index) => index + 1);
  const found = await Promise.all(places.map((seq) => streams.getMessage(stream, { seq })));
  return places.filter((_, index) => !found[index]);
}

describe('Lost messages', () => {
  it('are a tenth of each stream, drawn from the seed', async () => {
    await say('evt.programs.cohort.opened.v1', 40);
    await say('state.programs.cohort.v1', 21);

    const lost = await lose(7);

    expect(lost['EVENTS']).toHaveLength(4);
    expect(lost['STATE']).toHaveLength(3);
    expect(await emptyPlaces('EVENTS', 40)).toEqual(lost['EVENTS']);
    expect(await emptyPlaces('STATE', 21)).toEqual(lost['STATE']);
  });

  it('are drawn from what is left, and from nothing when nothing is there', async () => {
    await say('evt.programs.cohort.opened.v1', 20);
    const [first, second] = [await lose(1), await lose(1)];

    expect([first['EVENTS'], second['EVENTS']]).toEqual([[expect.any(Number), expect.any(Number)], expect.any(Array)]);
    expect(second['EVENTS']!.filter((place) => first['EVENTS']!.includes(place))).toEqual([]);
    expect(second['STATE']).toEqual([]);
  });
});
