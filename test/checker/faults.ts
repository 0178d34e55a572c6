import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readManifests } from '../../deploy/local/manifests.ts';
import type { Platform, PlatformProcess } from '../../deploy/local/platform.ts';
import { commandLine, goneWithin } from '../../deploy/local/processes.ts';
import { Secrets } from '../../deploy/local/secrets.ts';
import type { Random } from '../../libs/testing/src/random.ts';
import { loseMessages } from './lost-messages.ts';
import { now } from './real-time.ts';
import { pauseFor, signal } from './signals.ts';

/** One kind of fault: how often it is drawn beside the others, and what it does. Tells what it did. */
export interface Fault {
  name: string;
  weight: number;
  strike(platform: Platform, random: Random): Promise<Record<string, unknown>>;
}

const READY_MS = 60_000;

/** What is drawn from. */
const FAULTS: readonly Fault[] = [
  { name: 'kill a service', weight: 6, strike: killing('service') },
  { name: 'kill the database', weight: 2, strike: killing('postgres') },
  { name: 'kill the broker', weight: 3, strike: killing('nats') },
  { name: 'pause a service', weight: 4, strike: pausing('service') },
  { name: 'pause the database', weight: 1, strike: pausing('postgres') },
  { name: 'pause the broker', weight: 2, strike: pausing('nats') },
  { name: 'two at once', weight: 2, strike: twoAtOnce },
  { name: 'empty the broker', weight: 2, strike: emptyBroker },
  { name: 'lost messages', weight: 2, strike: loseSome },
  { name: 'lost unread messages', weight: 2, strike: loseUnread },
  { name: 'rolling restart', weight: 1, strike: rollingRestart },
];

/** Draws a fault by weight. */
export function drawFault(random: Random): Fault {
  const total = FAULTS.reduce((sum, { weight }) => sum + weight, 0);
  let place = random.between(1, total);
  return FAULTS.find(({ weight }) => (place -= weight) <= 0)!;
}

function killing(kind: PlatformProcess['kind']): Fault['strike'] {
  return async (platform, random) => kill(drawn(platform, random, kind));
}

function pausing(kind: PlatformProcess['kind']): Fault['strike'] {
  return async (platform, random) => stop(drawn(platform, random, kind), random);
}

function drawn(platform: Platform, random: Random, kind: PlatformProcess['kind']): PlatformProcess | undefined {
  const victims = platform.processes.filter((victim) => victim.kind === kind);
  return victims.length > 0 ? random.pick(victims) : undefined;
}

function kill(victim: PlatformProcess | undefined): Record<string, unknown> {
  if (!victim) return { missed: true };
  signal(victim.pid, 'SIGKILL');
  return { victim: victim.name, pid: victim.pid };
}

/** The connections stay, and nobody answers. */
async function stop(victim: PlatformProcess | undefined, random: Random): Promise<Record<string, unknown>> {
  const lasts = random.between(1000, 10_000);
  if (!victim) return { missed: true };
  await pauseFor(victim.pid, lasts);
  return { victim: victim.name, pid: victim.pid, lasts };
}

async function twoAtOnce(platform: Platform, random: Random): Promise<Record<string, unknown>> {
  const victims = platform.processes;
  if (victims.length < 2) return { missed: true };
  const first = random.pick(victims);
  const second = random.pick(victims.filter(({ pid }) => pid !== first.pid));
  const strike = (victim: PlatformProcess): unknown => (random.between(0, 1) ? kill(victim) : stop(victim, random));
  return { both: await Promise.all([strike(first), strike(second)]) };
}

/** The broker comes back without anything that it was told. */
async function emptyBroker(platform: Platform): Promise<Record<string, unknown>> {
  const nodes = platform.processes.filter(({ kind }) => kind === 'nats');
  const stores = nodes.flatMap(({ pid }) => storeOf(pid) ?? []);
  for (const { pid } of nodes) signal(pid, 'SIGKILL');
  for (const { pid } of nodes) await goneWithin(pid, 2000);
  for (const store of stores) rmSync(store, { recursive: true, force: true });
  return { stores };
}

/** The broker stays, and here and there a message is gone. */
async function loseSome(platform: Platform, random: Random): Promise<Record<string, unknown>> {
  const password = new Secrets(join(platform.dataDir, 'secrets.json')).password('nats:admin');
  try {
    return { lost: await loseMessages({ url: platform.natsUrl, user: 'admin', password }, random) };
  } catch (error) {
    // An earlier fault may not be over yet.
    return { missed: true, why: (error as Error).message };
  }
}

/** The same while every process of one reader stands still: it never sees some of what it has not read yet. */
async function loseUnread(platform: Platform, random: Random): Promise<Record<string, unknown>> {
  const reader = random.pick(readManifests().filter(({ consumes }) => consumes.length > 0)).name;
  const lasts = random.between(2000, 10_000);
  const still = platform.processes.filter(({ name }) => name === reader).map(({ pid }) => pauseFor(pid, lasts));
  await pause(lasts / 2);
  const found = await loseSome(platform, random);
  await Promise.all(still);
  return { reader, lasts, ...found };
}

/** A broker keeps its streams beside the configuration that it was started with. */
function storeOf(pid: number): string | undefined {
  const [, configuration] = /-c (\S+)/.exec(commandLine(pid)) ?? [];
  return configuration && join(dirname(configuration), 'jetstream');
}

/** As a new version is rolled out: each service is asked to end, the next one when all are ready again. */
async function rollingRestart(platform: Platform): Promise<Record<string, unknown>> {
  const services = platform.processes.filter(({ kind }) => kind === 'service');
  for (const { pid } of services) {
    signal(pid, 'SIGTERM');
    await goneWithin(pid, 10_000);
    await untilReady(platform);
  }
  return { victims: services.length };
}

/** Waits until the gateway says that every service behind it is ready; false when it does not within a minute. */
export async function untilReady(platform: Platform): Promise<boolean> {
  for (const deadline = now() + READY_MS; now() < deadline; await pause(200)) {
    const answer = await fetch(`${platform.gatewayUrl}/health/ready`, { signal: AbortSignal.timeout(3000) }).catch(
      () => undefined,
    );
    await answer?.body?.cancel();
    if (answer?.ok) return true;
  }
  return false;
}
