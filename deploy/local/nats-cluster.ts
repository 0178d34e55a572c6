import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrokerUser } from '../nats/server-config.ts';
import type { Topology } from '../nats/topology.ts';
import { applyTopology, type BrokerTarget } from './broker.ts';
import type { NatsOptions } from './nats.ts';
import { freePort } from './processes.ts';

export interface NatsClusterOptions {
  /** Where each node keeps its files, by its number from 1. */
  dataDirOf: (node: number) => string;
  nodes: number;
  users: BrokerUser[];
  /** What the nodes ask of one another. */
  password: string;
  binary?: string;
  say?: (message: string) => void;
}

/** How each node of a cluster on this machine is started: `startNats` with each of these, in any order. */
export async function clusterNodes(options: NatsClusterOptions): Promise<NatsOptions[]> {
  const { dataDirOf, nodes, password, ...same } = options;
  const numbers = Array.from({ length: nodes }, (_, index) => index + 1);
  const ports: number[] = [];
  for (const _ of numbers) ports.push(await freePort());
  const members: NatsOptions[] = [];
  for (const number of numbers) {
    const cluster = { node: `nats-${number}`, port: ports[number - 1]!, ports, password };
    members.push({ ...same, dataDir: dataDirOf(number), port: await freePort(), cluster });
  }
  return members;
}

/** The addresses of all nodes, as a client takes them: it goes on to the next when one is away. */
export function clusterUrl(nodes: readonly { port: number }[]): string {
  return nodes.map(({ port }) => `nats://127.0.0.1:${port}`).join(',');
}

/** What a cluster answers until its nodes have found each other and agreed on a leader. */
const unsettled = /temporarily unavailable|no suitable peers|no responders|timeout|connection refused|insufficient/i;

/** `applyTopology` on a cluster whose nodes may just be starting. */
export async function applyWhenSettled(
  target: BrokerTarget,
  topology: Topology,
  timeoutMs = 60_000,
): Promise<string[]> {
  for (const deadline = Date.now() + timeoutMs; ; await sleep(200)) {
    try {
      return await applyTopology(target, topology);
    } catch (error) {
      if (Date.now() > deadline || !unsettled.test(String(error))) throw error;
    }
  }
}

/**
 * `applyTopology` on a cluster that has just been started. A node of 2.10 at times takes another for absent for good, and
 * knows it once one of them has been started again: then there is no place for three copies until somebody does so.
 */
export async function setUpCluster(
  target: BrokerTarget,
  topology: Topology,
  restarts: (() => Promise<void>)[],
): Promise<string[]> {
  for (const restart of restarts) {
    try {
      return await applyWhenSettled(target, topology, 15_000);
    } catch (error) {
      if (!unsettled.test(String(error))) throw error;
      await restart();
    }
  }
  return applyWhenSettled(target, topology);
}

/** The node that leads a stream; undefined while there is none. */
export async function leaderOf(target: BrokerTarget, stream: string): Promise<string | undefined> {
  const { url, user, password } = target;
  const connection = await connect({ servers: url.split(','), user, pass: password, name: 'leader' });
  try {
    const { cluster } = await (await jetstreamManager(connection)).streams.info(stream);
    return cluster?.leader;
  } finally {
    await connection.close();
  }
}
