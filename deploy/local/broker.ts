import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  RetentionPolicy,
  StorageType,
  jetstreamManager,
  type ConsumerConfig,
  type JetStreamManager,
  type StreamConfig,
  type StreamInfo,
} from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { connect, nanos, type NatsConnection } from '@nats-io/transport-node';
import type { BucketPlan, ConsumerPlan, StreamPlan, Topology } from '../nats/topology.ts';

export interface BrokerTarget {
  /** One address, or those of a cluster's nodes with commas between. */
  url: string;
  user: string;
  password: string;
  /** Copies of each stream. Unless said, a stream keeps those that it has, and a new one gets three on a cluster. */
  replicas?: number | undefined;
  /** Lets a stream lose copies: with one copy, a disk that breaks takes it along. */
  fewerCopies?: boolean;
  /** Lets messages be removed from streams: for specs of what a broker that loses some does. */
  allowDeletes?: boolean;
}

/** The level of the broker's interface since which it stores a batch of messages as one (2.12). */
const levelWithBatches = 2;

/** The broker while it is set up. */
interface SetUp {
  connection: NatsConnection;
  manager: JetStreamManager;
  target: BrokerTarget;
}

/** Makes the broker have this topology. Running it again changes nothing. Returns one sentence for each change. */
export async function applyTopology(target: BrokerTarget, topology: Topology): Promise<string[]> {
  return atBroker(target, async (setUp) => {
    const changes: string[] = [];
    await refuseFewerCopies(setUp, topology);
    const common = await settingsOf(setUp);
    for (const plan of topology.streams) changes.push(...(await applyStream(setUp, plan, common)));
    for (const plan of topology.consumers) changes.push(...(await applyConsumer(setUp, plan)));
    for (const plan of topology.buckets) changes.push(...(await applyBucket(setUp, plan)));
    return changes;
  });
}

/** Consumers that no manifest names, a sentence for each. They are left: deleting one forgets how far its service had read. */
export async function strangersAt(target: BrokerTarget, topology: Topology): Promise<string[]> {
  return atBroker(target, async ({ manager }) => {
    const said: string[] = [];
    for (const { name: stream } of topology.streams) {
      const known = new Set(topology.consumers.filter((plan) => plan.stream === stream).map(({ durable }) => durable));
      for await (const { name } of manager.consumers.list(stream)) {
        if (!known.has(name)) said.push(`consumer ${stream}/${name}: named by no manifest, left as it is`);
      }
    }
    return said;
  });
}

async function atBroker<T>(target: BrokerTarget, work: (setUp: SetUp) => Promise<T>): Promise<T> {
  const { url, user, password: pass } = target;
  const connection = await connect({ servers: url.split(','), user, pass, name: 'set-up' });
  try {
    return await work({ connection, manager: await jetstreamManager(connection), target });
  } finally {
    await connection.close();
  }
}

/** Looks at all streams before it changes one, so that a set-up with the wrong number of copies changes nothing. */
async function refuseFewerCopies({ manager, target }: SetUp, { streams, buckets }: Topology): Promise<void> {
  const { replicas = Infinity, fewerCopies } = target;
  const names = [...streams.map(({ name }) => name), ...buckets.map(({ name }) => streamOf(name))];
  for (const name of fewerCopies ? [] : names) {
    const copies = (await orMissing(manager.streams.info(name)))?.config.num_replicas ?? 0;
    if (copies > replicas) {
      throw new Error(`${name} has ${copies} copies and would have ${replicas}: say --fewer-copies if that is meant`);
    }
  }
}

/** As many as are asked for or there are; of what is new, enough to go on without a node where there is a cluster. */
function copiesOf({ connection, target }: SetUp, found?: StreamInfo): number {
  return target.replicas ?? found?.config.num_replicas ?? (connection.info?.cluster ? 3 : 1);
}

/** What is the same for all streams. */
async function settingsOf({ manager, target }: SetUp): Promise<Partial<StreamConfig>> {
  const { api } = await manager.getAccountInfo();
  return {
    // Nobody edits what was said; old messages leave by age alone. Older servers even purge when the answer to an allowed
    // request is sent to the subject of a purge.
    deny_delete: !target.allowDeletes,
    deny_purge: !target.allowDeletes,
    ...((api.level ?? 0) >= levelWithBatches && { allow_atomic: true }),
  };
}

async function applyStream(setUp: SetUp, plan: StreamPlan, common: Partial<StreamConfig>): Promise<string[]> {
  const { manager } = setUp;
  const info = await orMissing(manager.streams.info(plan.name));
  const wanted: Partial<StreamConfig> & { name: string } = {
    name: plan.name,
    description: plan.description,
    subjects: plan.subjects,
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.Old,
    max_age: nanos(plan.maxAgeSeconds * 1000),
    duplicate_window: nanos(plan.duplicateWindowSeconds * 1000),
    allow_direct: true,
    num_replicas: copiesOf(setUp, info),
    ...common,
  };
  if (!info) {
    await manager.streams.add(wanted);
    return [`stream ${plan.name}: made${inCopies(copiesOf(setUp))}`];
  }
  const changes = differences(`stream ${plan.name}`, info.config, wanted);
  if (changes.length) await manager.streams.update(plan.name, wanted);
  return changes;
}

async function applyConsumer({ manager }: SetUp, plan: ConsumerPlan): Promise<string[]> {
  const wanted: Partial<ConsumerConfig> = {
    durable_name: plan.durable,
    filter_subjects: plan.filters,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: nanos(10_000),
    max_ack_pending: 1024,
    // Counted by the service: at a limit of its own the server would drop the message without a word.
    max_deliver: -1,
  };
  const name = `consumer ${plan.stream}/${plan.durable}`;
  const info = await orMissing(manager.consumers.info(plan.stream, plan.durable));
  if (!info) {
    await manager.consumers.add(plan.stream, wanted);
    return [`${name}: made for ${plan.filters.join(', ')}`];
  }
  // The server hands a single filter back under its older name.
  const { filter_subject: single, filter_subjects: several = single ? [single] : [] } = info.config;
  const changes = differences(name, { ...info.config, filter_subjects: [...several].sort() }, wanted);
  if (changes.length) await manager.consumers.update(plan.stream, plan.durable, wanted);
  return changes;
}

async function applyBucket(setUp: SetUp, plan: BucketPlan): Promise<string[]> {
  const { connection, manager } = setUp;
  const name = streamOf(plan.name);
  const found = await orMissing(manager.streams.info(name));
  const replicas = copiesOf(setUp, found);
  if (!found) {
    const options = { history: 1, replicas, storage: StorageType.File, ttl: plan.maxAgeSeconds * 1000 };
    await new Kvm(connection).create(plan.name, options);
    return [`bucket ${plan.name}: made${inCopies(replicas)}`];
  }
  const wanted = { max_age: nanos(plan.maxAgeSeconds * 1000), num_replicas: replicas };
  const changes = differences(`bucket ${plan.name}`, found.config, wanted);
  if (changes.length) await manager.streams.update(name, wanted);
  return changes;
}

/** The stream that a bucket is kept in. */
function streamOf(bucket: string): string {
  return `KV_${bucket}`;
}

function inCopies(copies: number): string {
  return copies === 1 ? ', in one copy' : `, in ${copies} copies`;
}

function differences(name: string, found: object, wanted: object): string[] {
  const values = new Map(Object.entries(found));
  return Object.entries(wanted)
    .filter(([key, value]) => JSON.stringify(values.get(key)) !== JSON.stringify(value))
    .map(([key, value]) => `${name}: ${key} ${JSON.stringify(values.get(key))} → ${JSON.stringify(value)}`);
}

async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (/not found/i.test((error as Error).message)) return undefined;
    throw error;
  }
}
