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
} from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { connect, nanos, type NatsConnection } from '@nats-io/transport-node';
import type { BucketPlan, ConsumerPlan, StreamPlan, Topology } from '../nats/topology.ts';

export interface BrokerTarget {
  /** One address, or those of a cluster's nodes with commas between. */
  url: string;
  user: string;
  password: string;
  /** Copies of each stream: 3 on a cluster. */
  replicas?: number;
  /** Lets messages be removed from streams: for specs of what a broker that loses some does. */
  allowDeletes?: boolean;
}

/** The level of the broker's interface since which it stores a batch of messages as one (2.12). */
const levelWithBatches = 2;

/** Makes the broker have this topology. Running it again changes nothing. Returns one sentence for each change. */
export async function applyTopology(target: BrokerTarget, topology: Topology): Promise<string[]> {
  const connection = await connect({
    servers: target.url.split(','),
    user: target.user,
    pass: target.password,
    name: 'set-up',
  });
  try {
    const manager = await jetstreamManager(connection);
    const changes: string[] = [];
    const common = await settingsOf(manager, target);
    for (const plan of topology.streams) changes.push(...(await applyStream(manager, plan, common)));
    for (const plan of topology.consumers) changes.push(...(await applyConsumer(manager, plan)));
    for (const plan of topology.buckets) changes.push(...(await applyBucket(connection, manager, plan, target)));
    return [...changes, ...(await strangers(manager, topology))];
  } finally {
    await connection.close();
  }
}

/** What is the same for all streams. */
async function settingsOf(manager: JetStreamManager, target: BrokerTarget): Promise<Partial<StreamConfig>> {
  const { api } = await manager.getAccountInfo();
  return {
    num_replicas: target.replicas ?? 1,
    // Nobody edits what was said; old messages leave by age alone. Older servers even purge when the answer to an allowed
    // request is sent to the subject of a purge.
    deny_delete: !target.allowDeletes,
    deny_purge: !target.allowDeletes,
    ...((api.level ?? 0) >= levelWithBatches && { allow_atomic: true }),
  };
}

async function applyStream(
  manager: JetStreamManager,
  plan: StreamPlan,
  common: Partial<StreamConfig>,
): Promise<string[]> {
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
    ...common,
  };
  const info = await orMissing(manager.streams.info(plan.name));
  if (!info) {
    await manager.streams.add(wanted);
    return [`stream ${plan.name}: made`];
  }
  const changes = differences(`stream ${plan.name}`, info.config, wanted);
  if (changes.length) await manager.streams.update(plan.name, wanted);
  return changes;
}

async function applyConsumer(manager: JetStreamManager, plan: ConsumerPlan): Promise<string[]> {
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

async function applyBucket(
  connection: NatsConnection,
  manager: JetStreamManager,
  plan: BucketPlan,
  target: BrokerTarget,
): Promise<string[]> {
  const name = `KV_${plan.name}`;
  const replicas = target.replicas ?? 1;
  const wanted = { max_age: nanos(plan.maxAgeSeconds * 1000), num_replicas: replicas };
  const found = await orMissing(manager.streams.info(name));
  if (!found) {
    const options = { history: 1, replicas, storage: StorageType.File, ttl: plan.maxAgeSeconds * 1000 };
    await new Kvm(connection).create(plan.name, options);
    return [`bucket ${plan.name}: made`];
  }
  const changes = differences(`bucket ${plan.name}`, found.config, wanted);
  if (changes.length) await manager.streams.update(name, wanted);
  return changes;
}

/** Consumers that no manifest names are left: deleting one forgets how far its service had read. */
async function strangers(manager: JetStreamManager, topology: Topology): Promise<string[]> {
  const said: string[] = [];
  for (const { name: stream } of topology.streams) {
    const known = new Set(topology.consumers.filter((plan) => plan.stream === stream).map(({ durable }) => durable));
    for await (const { name } of manager.consumers.list(stream)) {
      if (!known.has(name)) said.push(`consumer ${stream}/${name}: named by no manifest, left as it is`);
    }
  }
  return said;
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
