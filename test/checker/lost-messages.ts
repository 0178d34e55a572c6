import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { BrokerTarget } from '../../deploy/local/broker.ts';
import type { Random } from '../../libs/testing/src/random.ts';

const PART = 10;
/** More at once would only take the broker's time. */
const MOST = 250;

/** Removes a tenth of what is in each stream, wherever it lies. Tells the places in the streams that are empty now. */
export async function loseMessages(target: BrokerTarget, random: Random): Promise<Record<string, number[]>> {
  const { url, user, password } = target;
  const connection = await connect({
    servers: url.split(','),
    user,
    pass: password,
    name: 'nemesis',
    reconnect: false,
  });
  try {
    const manager = await jetstreamManager(connection);
    const lost: Record<string, number[]> = {};
    for (const stream of ['EVENTS', 'STATE']) {
      lost[stream] = aTenth(await places(manager, stream), random);
      for (const place of lost[stream]) await manager.streams.deleteMessage(stream, place);
    }
    return lost;
  } finally {
    await connection.close();
  }
}

/** Where there is a message. */
async function places(manager: JetStreamManager, stream: string): Promise<number[]> {
  const { state } = await manager.streams.info(stream, { deleted_details: true });
  const empty = new Set(state.deleted);
  const all = Array.from({ length: state.last_seq - state.first_seq + 1 }, (_, index) => state.first_seq + index);
  return all.filter((place) => !empty.has(place));
}

function aTenth(all: number[], random: Random): number[] {
  const left = [...all];
  const drawn = Array.from({ length: Math.min(Math.ceil(all.length / PART), MOST) }, () => {
    const [place] = left.splice(random.between(0, left.length - 1), 1);
    return place!;
  });
  return drawn.sort((one, other) => one - other);
}
