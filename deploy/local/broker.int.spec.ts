import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { TempBroker, TempCluster, waitFor } from '@app/testing';
import type { NatsConnection } from '@nats-io/transport-node';
import { topologyOf } from '../nats/topology.ts';
import { applyTopology, strangersAt, type BrokerTarget } from './broker.ts';

const manifests = [
  { name: 'programs', publishes: ['programs.cohort.opened.v1'] },
  { name: 'enrollment', consumes: ['programs.cohort.opened.v1'], buckets: { drafts: 60 } },
];

describe('The set-up of a broker', () => {
  let broker: TempBroker;
  let connection: NatsConnection;
  let manager: JetStreamManager;
  let target: BrokerTarget;

  beforeAll(async () => {
    broker = await TempBroker.create(manifests, { allowDeletes: true });
    connection = await broker.connectAs('admin');
    manager = await jetstreamManager(connection);
    target = { url: broker.url, ...broker.users['admin']!, allowDeletes: true };
  });

  afterAll(async () => {
    await connection?.close();
    await broker?.stop();
  });

  it('changes nothing the second time', async () => {
    expect(await broker.applyTopology()).toEqual([]);
  });

  it('lets batches be stored as one exactly where the server can', async () => {
    const { config } = await manager.streams.info('EVENTS');
    const { api } = await manager.getAccountInfo();

    expect(config.allow_atomic ?? false).toBe((api.level ?? 0) >= 2);
  });

  it('brings a stream and a bucket of an earlier version up to date and says in what', async () => {
    const hour = 3_600_000_000_000;
    await manager.streams.update('EVENTS', { max_age: hour, allow_atomic: false });
    await manager.streams.update('KV_drafts', { max_age: hour });

    const changes = await broker.applyTopology();

    expect(changes).toContain(`stream EVENTS: max_age ${hour} → ${400 * 24 * hour}`);
    expect(changes).toContain(`bucket drafts: max_age ${hour} → 60000000000`);
    expect(await broker.applyTopology()).toEqual([]);
  });

  it('widens a consumer without forgetting how far it has read', async () => {
    await jetstream(connection).publish('evt.programs.cohort.opened.v1', 'read');
    const consumer = await jetstream(connection).consumers.get('EVENTS', 'enrollment');
    await (await consumer.next({ expires: 2000 }))!.ackAck();
    const facts = ['programs.cohort.opened.v1', 'directory.person.renamed.v1'];
    const wider = broker.manifests.map((manifest) => ({
      ...manifest,
      consumes: manifest.consumes.length ? facts : [],
    }));

    const changes = await applyTopology(target, topologyOf(wider));

    const filters = ['evt.directory.person.>', 'evt.programs.cohort.>'];
    expect(changes).toEqual([
      `consumer EVENTS/enrollment: filter_subjects ["evt.programs.cohort.>"] → ${JSON.stringify(filters)}`,
    ]);
    expect((await manager.consumers.info('EVENTS', 'enrollment')).ack_floor.stream_seq).toBe(1);
  });

  it('leaves a stranger alone, and knows it', async () => {
    await broker.applyTopology();
    await manager.consumers.add('EVENTS', { durable_name: 'forgotten' });

    expect(await broker.applyTopology()).toEqual([]);

    expect(await strangersAt(target, topologyOf(broker.manifests))).toEqual([
      'consumer EVENTS/forgotten: named by no manifest, left as it is',
    ]);
    expect((await manager.consumers.info('EVENTS', 'forgotten')).name).toBe('forgotten');
  });

  it('refuses that a message of a stream in production is removed', async () => {
    const strict = await TempBroker.create(manifests);
    const admin = await strict.connectAs('admin');
    await jetstream(admin).publish('evt.programs.cohort.opened.v1', 'said');
    const streams = (await jetstreamManager(admin)).streams;

    await expect(streams.deleteMessage('EVENTS', 1)).rejects.toThrow('message delete not permitted');

    await admin.close();
    await strict.stop();
  });
});

describe('The set-up of a cluster', () => {
  it('gives streams that were kept once two more copies, with what is in them', async () => {
    const cluster = await TempCluster.create(manifests, { replicas: 1 });
    const admin = await cluster.connectAs('admin');
    try {
      await jetstream(admin).publish('evt.programs.cohort.opened.v1', 'kept');

      const changes = await cluster.applyTopology(3);

      const names = ['stream EVENTS', 'stream STATE', 'bucket clock', 'bucket drafts'];
      expect(changes).toEqual(names.map((name) => `${name}: num_replicas 1 → 3`));
      expect(await cluster.applyTopology(3)).toEqual([]);
      const manager = await jetstreamManager(admin);
      const { state } = await waitFor(
        async () => {
          const info = await manager.streams.info('EVENTS');
          const copies = info.cluster?.replicas ?? [];
          return copies.length === 2 && copies.every(({ current }) => current) ? info : undefined;
        },
        { timeoutMs: 30_000, intervalMs: 100 },
      );
      expect(state.messages).toBe(1);
    } finally {
      await admin.close();
      await cluster.stop();
    }
  }, 120_000);
});
