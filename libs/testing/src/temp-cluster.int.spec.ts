import { jetstream, jetstreamManager, type JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { TempCluster } from './temp-cluster.js';
import { waitFor } from './wait-for.js';

const subject = 'evt.programs.cohort.opened.v1';
const manifests = [
  { name: 'programs', publishes: ['programs.cohort.opened.v1'] },
  { name: 'enrollment', consumes: ['programs.cohort.opened.v1'] },
];

describe('A cluster of three', () => {
  let cluster: TempCluster;
  let programs: NatsConnection;
  let admin: NatsConnection;

  beforeAll(async () => {
    cluster = await TempCluster.create(manifests);
    programs = await cluster.connectAs('programs');
    admin = await cluster.connectAs('admin');
  }, 90_000);

  afterAll(async () => {
    await programs?.close();
    await admin?.close();
    await cluster?.stop();
  }, 30_000);

  it('keeps each stream and each consumer three times', async () => {
    const manager = await jetstreamManager(admin);

    const { config, cluster: copies } = await manager.streams.info('EVENTS');
    const consumer = await manager.consumers.info('EVENTS', 'enrollment');

    expect(config.num_replicas).toBe(3);
    expect(new Set([copies!.leader, ...copies!.replicas!.map(({ name }) => name)])).toEqual(new Set(cluster.nodes));
    expect(consumer.cluster!.replicas).toHaveLength(2);
  });

  it('loses nothing that it acknowledged when the leader is killed under load, and goes on by itself', async () => {
    const publisher = new Publisher(jetstream(programs));
    const publishing = publisher.run();
    await waitFor(() => publisher.acknowledged.size >= 50, { timeoutMs: 15_000 });
    const leader = (await cluster.leaderOf('EVENTS'))!;
    const acknowledgedBefore = publisher.acknowledged.size;

    await cluster.kill(leader);
    const next = await waitFor(
      async () => {
        const now = await cluster.leaderOf('EVENTS');
        return now !== leader && now;
      },
      { timeoutMs: 40_000, intervalMs: 200 },
    );
    await waitFor(() => publisher.acknowledged.size >= acknowledgedBefore + 100, { timeoutMs: 40_000 });
    publisher.stop();
    await publishing;
    await cluster.start(leader);

    expect(next).not.toBe(leader);
    await waitFor(() => isWhole(admin), { timeoutMs: 30_000, intervalMs: 200 });
    expect(await storedIn(admin)).toEqual([...publisher.acknowledged].sort((one, other) => one - other));
  }, 120_000);
});

/** Publishes numbers one after the other, each again until it is acknowledged, as a relay does. */
class Publisher {
  readonly acknowledged = new Set<number>();
  private stopped = false;

  constructor(private readonly client: JetStreamClient) {}

  async run(): Promise<void> {
    for (let number = 1; !this.stopped; number++) {
      while (!this.acknowledged.has(number)) await this.publish(number);
    }
  }

  stop(): void {
    this.stopped = true;
  }

  private async publish(number: number): Promise<void> {
    try {
      await this.client.publish(subject, String(number), { msgID: String(number), timeout: 1000 });
      this.acknowledged.add(number);
    } catch {
      // No answer says nothing: it may be stored, and the next attempt is recognized by its id.
    }
  }
}

/** Whether the node that was away has caught up. */
async function isWhole(admin: NatsConnection): Promise<boolean> {
  const { cluster } = await (await jetstreamManager(admin)).streams.info('EVENTS');
  return Boolean(cluster?.leader && cluster.replicas?.every(({ current }) => current));
}

async function storedIn(admin: NatsConnection): Promise<number[]> {
  const consumer = await jetstream(admin).consumers.get('EVENTS');
  const { num_pending: count } = await consumer.info();
  const numbers: number[] = [];
  for await (const message of await consumer.fetch({ max_messages: count, expires: 10_000 })) {
    numbers.push(Number(message.string()));
    if (numbers.length === count) break;
  }
  return numbers;
}
